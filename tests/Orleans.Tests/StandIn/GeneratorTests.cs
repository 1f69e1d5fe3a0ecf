using Embedded.Silo.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TracingReference.Orleans.Tests.StandIn;

/// <summary>What the generator refuses, and where it points.</summary>
public sealed class GeneratorTests
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData("ORLEANS0008", "Name", "public interface IX : IGrainWithStringKey { string Name { get; } }")]
    [InlineData("ORLEANS0009", "Get", "public interface IX : IGrainWithStringKey { int Get(); }")]
    [InlineData("ORLEANS0009", "Tell", "public interface IX : IGrainWithStringKey { void Tell(); }")]
    [InlineData("ORLEANS0009", "All", "public interface IX : IGrainWithStringKey { System.Collections.Generic.IAsyncEnumerable<int> All(); }")]
    [InlineData("ORLEANS0002", "number", "public interface IX : IGrainWithStringKey { Task Get(ref int number); }")]
    [InlineData("ORLEANS0109", "Get", "public interface IX : IGrainWithStringKey { Task Get(CancellationToken a, CancellationToken b); }")]
    [InlineData("ORLEANS0004", "B", "[GenerateSerializer] public class X { [Id(0)] public int A { get; set; } public int B { get; set; } }")]
    [InlineData("ORLEANS0004", "_b", "[GenerateSerializer] public class X { private int _b; public int B => _b++; }")]
    [InlineData("ORLEANS0012", "B", "[GenerateSerializer] public class X { [Id(0)] public int A { get; set; } [Id(0)] public int B { get; set; } }")]
    [InlineData("EMBEDDED0001", "IX", "public class Outer { private interface IX : IGrainWithStringKey { Task Get(); } }")]
    [InlineData("EMBEDDED0001", "X", "public class Outer { [GenerateSerializer] private class X { } }")]
    [InlineData("EMBEDDED0002", "IX", "public interface IX<T> : IGrainWithStringKey { Task Get(T value); }")]
    [InlineData("EMBEDDED0002", "X", "public interface IX : IGrainWithStringKey { } public class X<T> : Grain, IX { }")]
    [InlineData("EMBEDDED0003", "B", "[GenerateSerializer] public class X { [Id(0)] public int B { get { return 1; } } }")]
    public void What_cannot_work_is_refused_where_it_stands(string id, string where, string code)
    {
        var (compilation, problems) = Generate(code);
        var problem = Assert.Single(problems);
        Assert.Equal(id, problem.Id);
        Assert.Equal(DiagnosticSeverity.Error, problem.Severity);
        Assert.Equal(where, compilation.SyntaxTrees.First().GetText().ToString(problem.Location.SourceSpan));
    }

    [Theory]
    [InlineData("public interface IX : IGrainWithStringKey { Task @class(int @event, params string[] @params); static int Shared => 1; ValueTask<T> Get<T>(T value) where T : struct; }")]
    [InlineData("public static class Outer { public interface IX : IGrainWithGuidKey { Task Get(); } internal interface IX2 : IX { new Task<int> Get(); } }")]
    [InlineData("[GenerateSerializer] public class X<T> where T : class, new() { [Id(0)] public T? Value { get; init; } [Id(1)] private readonly int? _b; [NonSerialized] private int _c; public int C => _c + _b ?? 0; }")]
    [InlineData("[GenerateSerializer] public abstract record A(string Name); [GenerateSerializer] public sealed record B(string Name, [property: Id(7)] int[] Values) : A(Name);")]
    [InlineData("[GenerateSerializer] public readonly record struct P(int X, (int A, string? B) Y);")]
    [InlineData("[GenerateSerializer] public enum E { A } [GenerateSerializer] public class MyException : Exception { } [Immutable, GenerateSerializer] public sealed class I { [Id(0)] public int A { get; set; } }")]
    [InlineData("[GenerateSerializer] public class X { private int _a; [Id(0)] public int A { get { return _a; } private set { _a = value; } } }", "ORLEANS0004")]
    public void What_can_work_compiles(string code, string? expected = null)
    {
        var (compilation, problems) = Generate(code);
        Assert.Equal(expected is null ? [] : [expected], problems.Select(problem => problem.Id));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not ("CS0169" or "CS0649")));
    }

    [Fact]
    public void Nothing_is_written_again_when_nothing_changed()
    {
        var compilation = Compile("public interface IX : IGrainWithStringKey { Task Get(); } [GenerateSerializer] public class X { [Id(0)] public int A { get; set; } }");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new GrainGenerator().AsSourceGenerator()],
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("public class Other;")));
        var outputs = driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs);
        Assert.All(outputs, output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static (Compilation Compilation, IReadOnlyList<Diagnostic> Problems) Generate(string code)
    {
        CSharpGeneratorDriver.Create(new GrainGenerator()).RunGeneratorsAndUpdateCompilation(Compile(code), out var compilation, out var problems);
        return (compilation, problems);
    }

    private static CSharpCompilation Compile(string code) => CSharpCompilation.Create(
        "Test",
        [
            CSharpSyntaxTree.ParseText(code),
            CSharpSyntaxTree.ParseText("global using System; global using System.Threading; global using System.Threading.Tasks; global using Orleans;"),
        ],
        s_references,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
