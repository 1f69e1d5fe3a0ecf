using System.Text.RegularExpressions;
using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Tests.Commands;

/// <summary>Commands of the harness that documents show are ones that it understands; the system tests run the quick ones.</summary>
public sealed partial class DocumentedCommandsTests
{
    public static TheoryData<string> Documents => ["README.md", "docs/overhead.md", "docs/sampling.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void They_are_understood(string document)
    {
        var commands = Command().Matches(File.ReadAllText(Path.Combine(BuildInfo.RepositoryRoot, document)));

        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.NotNull(LoadTestOptions.Parse(command.Groups["args"].Value.Split(' '))));
    }

    [GeneratedRegex(@"dotnet run --project loadtest -c Release -- (?<args>[^`\n]+)")]
    private static partial Regex Command();
}
