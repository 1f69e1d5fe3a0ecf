using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>Keeps a part of the spans or log records; which, depends on the trace id alone, so that every collector keeps the same ones.</summary>
internal sealed class ProbabilisticSamplerProcessor(ProbabilisticSamplerSettings settings, ComponentContext context, IConsumer next) : CountedProcessor(context, next)
{
    private readonly Sampler _sampler = new(settings);
    private readonly SampledCounters _counters = new(context);

    public override bool MutatesData => true;

    protected override void Process(Batch batch, int itemCount) =>
        batch.RemoveItems(batch.Signal == Signal.Traces ? IsSpanDropped : IsLogDropped);

    private bool IsSpanDropped(Part span)
    {
        var (id, traceState) = SpanIdentity.Of(span);
        var draw = _sampler.DrawSpan(id, traceState).Checked();
        var isKept = IsKept(draw, SamplingPriority.Of(span));
        if (isKept && draw.Carrier is TraceState state && state.ToString() is var changed && changed != traceState)
        {
            span.Edit().SetText(3, changed);
        }

        return !isKept;
    }

    private bool IsLogDropped(Part log)
    {
        var record = log.Edit();
        var draw = _sampler.DrawLog(TraceId.Read(record.Raw(9).Span), record.Attributes).Checked();
        return !IsKept(draw, PriorityOf(record.Attributes));
    }

    private bool IsKept(in Draw draw, Threshold? priority)
    {
        var threshold = priority ?? (draw.IsValid ? _sampler.Decide(draw.Carrier?.Threshold) : settings.FailClosed ? Threshold.Never : Threshold.Always);
        var isKept = threshold.Keeps(draw.Randomness);
        _counters.Add(priority is null ? draw.Policy : "sampling_priority", isKept);
        if (isKept)
        {
            draw.Carrier?.RaiseThreshold(threshold);
        }

        return isKept;
    }

    private Threshold? PriorityOf(AttributeList attributes)
    {
        var percentage = settings.PriorityAttribute.Length == 0 ? 0 : attributes[settings.PriorityAttribute] switch
        {
            { Kind: ValueKind.Double } value => value.Double,
            { Kind: ValueKind.Int } value => value.Int,
            _ => 0,
        };
        return Threshold.Of(percentage / 100.0, settings.Precision);
    }
}
