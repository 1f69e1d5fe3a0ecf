using Microsoft.CodeAnalysis;

namespace TracingReference.EmbeddedApi;

/// <summary>Writes a member's C# signature as the baselines do.</summary>
public static class Signature
{
    private static readonly SymbolDisplayFormat Format = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance
            | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        extensionMethodStyle: SymbolDisplayExtensionMethodStyle.StaticMethod,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat BaseFormat = Format.WithKindOptions(SymbolDisplayKindOptions.None);

    public static string Of(ISymbol symbol)
    {
        if (symbol is not INamedTypeSymbol type)
        {
            return symbol.ToDisplayString(Format);
        }

        // The compiler's own text of a type has neither its modifiers nor its bases.
        var text = Modifiers(type) + type.ToDisplayString(Format);
        var bases = Bases(type).Select(b => b.ToDisplayString(BaseFormat)).ToArray();
        return bases.Length == 0 ? text : $"{text} : {string.Join(", ", bases)}";
    }

    /// <summary>Whether a type says the same of itself as the real one. A class or struct may implement fewer interfaces, as a
    /// stand-in covers a part; an interface may not ask less of those who implement it.</summary>
    public static bool Covers(string real, ISymbol symbol, string signature)
    {
        if (real == signature)
        {
            return true;
        }

        if (symbol is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct })
        {
            return false;
        }

        var (declaration, bases) = Split(real);
        var (ownDeclaration, ownBases) = Split(signature);
        return declaration == ownDeclaration && ownBases.All(bases.Contains);

        static (string Declaration, string[] Bases) Split(string text) => text.LastIndexOf(" : ", StringComparison.Ordinal) is var at and > 0
            ? (text[..at], text[(at + 3)..].Split(", "))
            : (text, []);
    }

    private static string Modifiers(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => "",
        { IsStatic: true } => "static ",
        { IsRecord: true, IsValueType: false, IsSealed: true } => "sealed record ",
        { IsRecord: true, IsValueType: false } => "record ",
        { IsAbstract: true } => "abstract ",
        { IsValueType: false, IsSealed: true } => "sealed ",
        _ => "",
    };

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Enum or TypeKind.Delegate)
        {
            return [];
        }

        return type.BaseType is { SpecialType: SpecialType.None } baseType ? type.Interfaces.Prepend(baseType) : type.Interfaces;
    }
}
