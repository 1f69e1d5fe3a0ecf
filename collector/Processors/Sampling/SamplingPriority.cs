using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>The span attribute sampling.priority of OpenTracing: 0 says drop, more says keep, anything else says nothing.</summary>
internal static class SamplingPriority
{
    private const string Key = "sampling.priority";

    /// <summary>The threshold that it asks for; null where it asks for none.</summary>
    public static Threshold? Of(Part span)
    {
        if (span.Bytes is { } bytes && bytes.Span.IndexOf("sampling.priority"u8) < 0)
        {
            return null;
        }

        return span.Message.Attributes[Key] switch
        {
            { Kind: ValueKind.Int } value => Of(value.Int),
            { Kind: ValueKind.Double } value => Of(value.Double),
            { Kind: ValueKind.String } value when GoFloat.TryParse(value.Text, out var number) => Of(number),
            _ => null,
        };
    }

    private static Threshold? Of(double priority) => priority == 0 ? Threshold.Never : priority > 0 ? Threshold.Always : null;
}
