using System.Globalization;
using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>What tells a series, or a resource, from others: bytes that are put together in one buffer again and again. Each part has its length before it.</summary>
internal sealed class SeriesKey
{
    private const int MaxDigits = 20;
    private readonly WireWriter _writer = new();

    /// <summary>Only until the next change.</summary>
    public ReadOnlySpan<byte> Bytes => _writer.Written;

    public void Clear() => _writer.Clear();

    public void Add(int number) => _writer.Varint((ulong)number);

    public void Add(ReadOnlySpan<byte> part)
    {
        _writer.Varint((ulong)part.Length);
        _writer.Raw(part);
    }

    /// <summary>Adds an AnyValue message as text: values that look alike are one, as upstream has it.</summary>
    public void AddText(ReadOnlyMemory<byte> value)
    {
        var reader = new WireReader(value.Span);
        switch (reader.AtEnd ? ValueKind.Empty : (ValueKind)reader.ReadTag().Field)
        {
            case ValueKind.String when reader.ReadBytes() is var text && reader.AtEnd:
                Add(text);
                break;
            case ValueKind.Int when (long)reader.ReadVarint() is var number && reader.AtEnd:
                Span<byte> digits = stackalloc byte[MaxDigits];
                number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
                Add(digits[..length]);
                break;
            default:
                Add(Encoding.UTF8.GetBytes(AnyValue.Read(value).AsString()));
                break;
        }
    }
}
