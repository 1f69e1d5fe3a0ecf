using System.Text;

namespace Orleans.Runtime;

/// <summary>A part of a grain's identity: an opaque text, compared ordinally.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>, ISpanFormattable
{
    private readonly string? _text;

    /// <summary>From UTF-8.</summary>
    public IdSpan(byte[] value) => _text = Encoding.UTF8.GetString(value);

    private IdSpan(string text) => _text = text;

    /// <summary>Whether it was never set.</summary>
    public bool IsDefault => _text is null;

    /// <summary>From text; <see cref="ArgumentException"/> when it is empty.</summary>
    public static IdSpan Create(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new(id);
    }

    /// <inheritdoc/>
    public bool Equals(IdSpan obj) => string.Equals(_text, obj._text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text?.GetHashCode() ?? 0;

    /// <inheritdoc/>
    public int CompareTo(IdSpan other) => string.CompareOrdinal(_text, other._text);

    /// <summary>Whether the texts are the same.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => _text ?? "";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        var fits = ToString().TryCopyTo(destination);
        charsWritten = fits ? ToString().Length : 0;
        return fits;
    }
}
