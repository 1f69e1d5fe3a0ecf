using TracingReference.Tests.Support;

namespace TracingReference.EmbeddedApi;

/// <summary>No folder under <c>embedded/</c> escapes: each says what it is, and what has a public surface is compared.</summary>
public sealed class FolderTests
{
    // A program that nobody compiles against, in the place of a server: it has no public surface.
    private const string Server = "Kafka";

    // Its baseline has another form, which its own tests read.
    private const string ComparedElsewhere = "NBomber";

    public static TheoryData<string> Folders =>
        [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "embedded")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Each_says_what_it_covers(string folder) => Assert.True(File.Exists(Path.Combine(Repository.Root, "embedded", folder, "README.md")));

    [Theory]
    [MemberData(nameof(Folders))]
    public void Each_is_compared_or_brings_the_real_package(string folder)
    {
        if (folder == Server)
        {
            Assert.True(File.Exists(Path.Combine(Repository.Root, "embedded", folder, "Program.cs")), $"embedded/{folder} is no program any more: compare its surface.");
            return;
        }

        if (folder == ComparedElsewhere)
        {
            Assert.True(File.Exists(Path.Combine(Repository.Root, "tests", $"{folder}.Tests", "ApiTests.cs")), $"The tests of embedded/{folder} compare its surface no more.");
            return;
        }

        var stands = PublicApi.StandIns.Contains($"TracingReference.Embedded.{folder}");
        var brings = File.Exists(Path.Combine(Repository.Root, "embedded", folder, "build", $"{folder}.targets"))
            && File.ReadAllText(Path.Combine(Repository.Root, "embedded", folder, "build", $"{folder}.targets")).Contains("<Reference Include=", StringComparison.Ordinal);
        Assert.True(stands != brings, $"embedded/{folder} is {(stands ? "both a stand-in and the real package" : "neither compared here nor the real package")}.");
    }
}
