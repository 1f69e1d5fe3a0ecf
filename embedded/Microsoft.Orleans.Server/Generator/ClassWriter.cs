using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>Enters a grain class.</summary>
internal static class ClassWriter
{
    public static GeneratedUnit Write(INamedTypeSymbol type)
    {
        var problems = new List<Problem>();
        Reachability.Check(type, "Grain class", problems);
        return problems.Count > 0
            ? GeneratedUnit.Refused(problems)
            : new("", null, $"global::Embedded.Silo.GrainRegistry.AddClass(typeof({type.InCode()}));", new([]));
    }
}
