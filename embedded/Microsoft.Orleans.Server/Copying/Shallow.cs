using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Reflection;
using Orleans;

namespace Embedded.Silo;

/// <summary>Which types need no copy: those that cannot change, and structs made of nothing else.</summary>
internal static class Shallow
{
    // With everything derived from them: .NET has private subtypes, as for IPAddress.Loopback.
    private static readonly Type[] s_families = [typeof(Exception), typeof(Type), typeof(IPAddress), typeof(CultureInfo)];

    private static readonly HashSet<Type> s_types =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateOnly), typeof(TimeOnly), typeof(DateTimeOffset), typeof(TimeSpan),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(CancellationToken), typeof(IPEndPoint), typeof(BitVector32),
        typeof(CompareInfo), typeof(Int128), typeof(UInt128), typeof(Half), typeof(BigInteger),
    ];

    public static bool Contains(Type type) =>
        type.IsPrimitive || type.IsEnum || s_types.Contains(type)
        || (type.IsSealed && type.IsDefined(typeof(ImmutableAttribute), inherit: false))
        || Array.Exists(s_families, family => family.IsAssignableFrom(type))
        || (type is { IsValueType: true, IsGenericTypeDefinition: false } && Array.TrueForAll(
            type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), field => Contains(field.FieldType)));
}
