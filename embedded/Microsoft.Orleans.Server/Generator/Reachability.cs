using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>Whether generated code can name a type.</summary>
internal static class Reachability
{
    public static void Check(INamedTypeSymbol type, string what, List<Problem> problems, bool mayBeGeneric = false)
    {
        if (!IsReachable(type))
        {
            problems.Add(Problem.At(type, "EMBEDDED0001", $"{what} {type.Name} must be public or internal, and so must what it is nested in, for generated code to name it."));
        }
        else if ((type.IsGenericType && !mayBeGeneric) || type.ContainingType?.IsGenericType == true)
        {
            problems.Add(Problem.At(type, "EMBEDDED0002", $"{what} {type.Name} is generic{(mayBeGeneric ? " by what it is nested in" : "")}, which the stand-in for Orleans does not cover. Use the real package (TracingPackages=public) or a type for each case."));
        }
    }

    private static bool IsReachable(INamedTypeSymbol type) =>
        !type.IsFileLocal
        && type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && (type.ContainingType is null || IsReachable(type.ContainingType));
}
