using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>Writes type parameters and their constraints again.</summary>
internal static class TypeParameters
{
    public static string Names(IEnumerable<ITypeParameterSymbol> parameters)
    {
        var names = string.Join(", ", parameters.Select(static parameter => parameter.Name));
        return names.Length == 0 ? "" : $"<{names}>";
    }

    public static string Constraints(IEnumerable<ITypeParameterSymbol> parameters) => string.Concat(parameters
        .Select(static parameter => (parameter.Name, Constraints: string.Join(", ", Constraints(parameter))))
        .Where(static clause => clause.Constraints.Length > 0)
        .Select(static clause => $" where {clause.Name} : {clause.Constraints}"));

    /// <summary>Whether a type parameter stands anywhere in the type.</summary>
    public static bool IsIn(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsIn),
        _ => false,
    };

    private static IEnumerable<string> Constraints(ITypeParameterSymbol parameter)
    {
        if (parameter.HasUnmanagedTypeConstraint)
        {
            yield return "unmanaged";
        }
        else if (parameter.HasValueTypeConstraint)
        {
            yield return "struct";
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            yield return "class";
        }
        else if (parameter.HasNotNullConstraint)
        {
            yield return "notnull";
        }

        foreach (var type in parameter.ConstraintTypes)
        {
            yield return type.InCode();
        }

        if (parameter.HasConstructorConstraint)
        {
            yield return "new()";
        }
    }
}
