using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>An attribute of spans that becomes one of their metrics.</summary>
/// <param name="name">The attribute.</param>
/// <param name="fallback">Stands for it where a span and its resource have none; null to leave it away.</param>
internal sealed class Dimension(string name, string? fallback)
{
    public string Name => name;

    /// <summary>The name as it stands on the wire.</summary>
    public ReadOnlyMemory<byte> Key { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The fallback as an AnyValue message; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Default { get; } = fallback is null ? default(ReadOnlyMemory<byte>?) : Message(fallback);

    private static ReadOnlyMemory<byte> Message(string text)
    {
        using var writer = new WireWriter();
        AnyValue.Of(text).Write(writer);
        return writer.Written.ToArray();
    }
}
