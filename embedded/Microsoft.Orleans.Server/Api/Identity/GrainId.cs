using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>The identity of a grain: its kind and its key, written <c>kind/key</c>.</summary>
public readonly struct GrainId(GrainType type, IdSpan key) : IEquatable<GrainId>, IComparable<GrainId>, ISpanFormattable, ISpanParsable<GrainId>
{
    /// <summary>The kind of grain.</summary>
    public GrainType Type { get; } = type;

    /// <summary>The key: the string itself, a GUID in 32 hexadecimal digits, or an integer in hexadecimal.</summary>
    public IdSpan Key { get; } = key;

    /// <summary>Whether it was never set.</summary>
    public bool IsDefault => Type.IsDefault && Key.IsDefault;

    /// <summary>From kind and key.</summary>
    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);

    /// <summary>From kind and key.</summary>
    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));

    /// <summary>From kind and key.</summary>
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <summary>From <c>kind/key</c>; <see cref="ArgumentException"/> when it is not that.</summary>
    public static GrainId Parse(string value) => Parse(value.AsSpan());

    /// <summary>From <c>kind/key</c>; <see cref="ArgumentException"/> when it is not that.</summary>
    public static GrainId Parse(string value, IFormatProvider? provider = null) => Parse(value.AsSpan(), provider);

    /// <summary>From <c>kind/key</c>; <see cref="ArgumentException"/> when it is not that.</summary>
    public static GrainId Parse(ReadOnlySpan<char> value, IFormatProvider? provider = null) =>
        TryParse(value, provider, out var result) ? result : throw new ArgumentException($"\"{value}\" is not a grain id; it must be kind/key.", nameof(value));

    /// <summary>From <c>kind/key</c>.</summary>
    public static bool TryParse(string? value, out GrainId result) => TryParse(value.AsSpan(), null, out result);

    /// <summary>From <c>kind/key</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, IFormatProvider? provider, out GrainId result) => TryParse(value.AsSpan(), provider, out result);

    /// <summary>From <c>kind/key</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> value, IFormatProvider? provider, out GrainId result)
    {
        var slash = value.IndexOf('/');
        var valid = slash > 0 && slash < value.Length - 1;
        result = valid ? Create(value[..slash].ToString(), value[(slash + 1)..].ToString()) : default;
        return valid;
    }

    /// <inheritdoc/>
    public bool Equals(GrainId other) => Key.Equals(other.Key) && Type.Equals(other.Type);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Key);

    /// <inheritdoc/>
    public int CompareTo(GrainId other) => Type.CompareTo(other.Type) is not 0 and var byType ? byType : Key.CompareTo(other.Key);

    /// <summary>Whether they identify the same grain.</summary>
    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    /// <summary>Whether they identify different grains.</summary>
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Key}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"{Type}/{Key}", out charsWritten);
}
