using System.Text;
using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>Questions about types.</summary>
internal static class Symbols
{
    private static readonly SymbolDisplayFormat s_name = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>As it is written in generated code.</summary>
    public static string InCode(this ITypeSymbol type) => type.ToDisplayString(s_name);

    public static string FullName(this ITypeSymbol type) => type.ToDisplayString();

    public static bool IsGrainInterface(this INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface
        && type.AllInterfaces.Any(static parent => parent.FullName() == "Orleans.IGrain")
        && type.ContainingNamespace.ToDisplayString() != "Orleans";

    public static bool IsGrainClass(this INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false }
        && type.AllInterfaces.Any(static parent => parent.FullName() == "Orleans.IGrain")
        && type.AllInterfaces.Any(static parent => parent.FullName() == "Orleans.IGrainBase");

    public static bool Has(this ISymbol symbol, string attribute) => symbol.GetAttributes().Has(attribute);

    public static bool Has(this IEnumerable<AttributeData> attributes, string attribute) => attributes.Any(data => data.AttributeClass?.FullName() == attribute);

    /// <summary>A name for files and classes that is unlike that of any other type.</summary>
    public static string Mangled(this INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        foreach (var character in type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::", ""))
        {
            name.Append(char.IsLetterOrDigit(character) ? character : '_');
        }

        return type.TypeParameters.Length == 0 ? name.ToString() : $"{name}_{type.TypeParameters.Length}";
    }
}
