using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>Enters a grain class.</summary>
internal static class ClassWriter
{
    public static GeneratedUnit Write(INamedTypeSymbol type)
    {
        var problems = new List<Problem>();
        if (!type.IsReachable())
        {
            problems.Add(Problem.At(type, "EMBEDDED0001", $"Grain class {type.Name} must be public or internal, also where it is nested, for its silo to construct it."));
        }
        else if (type.IsGenericType)
        {
            problems.Add(Problem.At(type, "EMBEDDED0002", $"Grain class {type.Name} is generic, which the stand-in for Orleans does not cover."));
        }

        return new("", null, problems.Count > 0 ? null : $"global::Embedded.Silo.GrainRegistry.AddClass(typeof({type.InCode()}));", new(problems));
    }
}
