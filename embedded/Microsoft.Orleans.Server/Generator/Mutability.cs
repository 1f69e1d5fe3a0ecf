using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>Which types need no copy.</summary>
internal static class Mutability
{
    private static readonly HashSet<string> s_immutable =
    [
        "System.Guid", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly", "System.Uri", "System.Version",
        "System.Half", "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Threading.CancellationToken",
        "System.Globalization.CultureInfo", "System.Net.IPAddress", "System.Text.Rune",
    ];

    public static bool IsImmutable(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_String) or SpecialType.System_DateTime
        || s_immutable.Contains(type.FullName().TrimEnd('?'))
        || ((type.IsSealed || type.IsValueType) && type.Has("Orleans.ImmutableAttribute"))
        || type is INamedTypeSymbol { ConstructedFrom.SpecialType: SpecialType.System_Nullable_T } nullable && IsImmutable(nullable.TypeArguments[0]);
}
