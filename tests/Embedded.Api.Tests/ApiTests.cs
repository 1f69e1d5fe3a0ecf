using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TracingReference.EmbeddedApi;

/// <summary>Code that compiles against a stand-in must compile against the package whose place it takes.</summary>
public sealed class ApiTests
{
    // What each line of this is, and what it should be said of it.
    private const string Wrong = """
        namespace Aspire.Hosting
        {
            public class Invented { private Invented() { } }
            public sealed class DistributedApplicationException : System.Exception { private DistributedApplicationException() { } }
            public interface IProjectMetadata { string ProjectPath { get; set; } }
            public enum DistributedApplicationOperation { Publish = 2 }
            internal class Hidden { }
        }
        namespace Embedded.Own { public class Extra { } }
        """;

    // The real one's further base is of the serializer's own making, which none of the baselines lists.
    private static readonly string[] Accepted = ["T:Orleans.Runtime.IGrainContext"];

    public static TheoryData<string> StandIns => [.. PublicApi.StandIns];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void Every_public_member_is_one_of_the_real_package_with_the_same_signature(string standIn)
    {
        var assembly = MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, $"{standIn}.dll"));
        var symbols = PublicApi.Of(PublicApi.Reading(assembly, standIn), assembly);

        Assert.NotEmpty(symbols);
        var faults = symbols.Where(symbol => !Accepted.Contains(symbol.GetDocumentationCommentId()!)).Select(Fault).OfType<string>().ToArray();
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public void What_the_real_package_lacks_or_says_otherwise_is_found()
    {
        using var image = new MemoryStream();
        Assert.True(PublicApi.Reading(MetadataReference.CreateFromFile(typeof(object).Assembly.Location), "none")
            .WithAssemblyName("wrong").WithOptions(new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(Wrong)).Emit(image).Success);
        image.Position = 0;
        var assembly = MetadataReference.CreateFromStream(image);

        var faults = PublicApi.Of(PublicApi.Reading(assembly, "wrong"), assembly).Select(Fault).OfType<string>().Select(fault => fault.Split('\n', '\t')[0]);

        Assert.Equal(
            [
                "differs: F:Aspire.Hosting.DistributedApplicationOperation.Publish",
                "differs: P:Aspire.Hosting.IProjectMetadata.ProjectPath",
                "differs: T:Aspire.Hosting.DistributedApplicationException",
                "differs: T:Aspire.Hosting.IProjectMetadata",
                "not there: T:Aspire.Hosting.Invented",
            ],
            faults.Order(StringComparer.Ordinal));
    }

    private static string? Fault(ISymbol symbol)
    {
        var id = symbol.GetDocumentationCommentId()!;
        var signature = Signature.Of(symbol);
        var real = Baselines.Signatures[id].ToArray();
        return real.Length == 0 ? $"not there: {id}\t{signature}"
            : real.Any(r => Signature.Covers(r, symbol, signature)) ? null
            : $"differs: {id}\n    here: {signature}\n    real: {string.Join("\n    real: ", real)}";
    }
}
