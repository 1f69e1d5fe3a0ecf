using System.Globalization;

namespace Orleans.Runtime;

/// <summary>GUID and integer keys, as they stand in a <see cref="GrainId"/>.</summary>
public static class GrainIdKeyExtensions
{
    /// <summary>The key of an integer: hexadecimal without leading zeros, two's complement when negative.</summary>
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    /// <summary>The key of a GUID: 32 hexadecimal digits.</summary>
    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(key.ToString("N"));

    /// <summary>The integer; <see cref="ArgumentException"/> if the key is not one.</summary>
    public static long GetIntegerKey(this GrainId grainId) =>
        long.TryParse(grainId.Key.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new ArgumentException($"The key of \"{grainId}\" is not an integer.", nameof(grainId));

    /// <summary>The GUID; <see cref="ArgumentException"/> if the key is not one.</summary>
    public static Guid GetGuidKey(this GrainId grainId) =>
        Guid.TryParseExact(grainId.Key.ToString(), "N", out var key)
            ? key
            : throw new ArgumentException($"The key of \"{grainId}\" is not a GUID.", nameof(grainId));
}
