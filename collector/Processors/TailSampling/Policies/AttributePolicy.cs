using System.Text;

namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>Keeps a trace where the attribute of a resource or of a span matches; inverted, where none does.</summary>
internal abstract class AttributePolicy(string key, bool isInverted) : IPolicy
{
    private const int ResourceAttributes = 1;
    private const int SpanAttributes = 9;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public Decision Evaluate(in TraceView trace) => HasMatch(trace) != isInverted ? Decision.Sampled : Decision.NotSampled;

    /// <param name="value">An AnyValue message.</param>
    /// <param name="isOfSpan">Whether it is a span's attribute, not a resource's.</param>
    protected abstract bool Matches(ReadOnlySpan<byte> value, bool isOfSpan);

    private bool HasMatch(in TraceView trace)
    {
        var spans = trace.Spans;
        while (spans.MoveNext())
        {
            if (spans.IsNewOrigin)
            {
                SpanOrigin.Split(spans.Origin, out var resource, out _);
                if (AttributeBytes.TryFind(resource, ResourceAttributes, _key, out var ofResource) && Matches(ofResource, isOfSpan: false))
                {
                    return true;
                }
            }

            if (AttributeBytes.TryFind(spans.Current, SpanAttributes, _key, out var value) && Matches(value, isOfSpan: true))
            {
                return true;
            }
        }

        return false;
    }
}
