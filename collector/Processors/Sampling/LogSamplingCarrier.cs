using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>A log record's sampling.randomness and sampling.threshold.</summary>
internal sealed class LogSamplingCarrier : ISamplingCarrier
{
    private const string RandomnessKey = "sampling.randomness";
    private const string ThresholdKey = "sampling.threshold";
    private readonly AttributeList _attributes;

    private LogSamplingCarrier(AttributeList attributes)
    {
        _attributes = attributes;
    }

    public ulong? Randomness { get; private set; }

    public Threshold? Threshold { get; private set; }

    /// <summary>Null where one of the attributes is no valid value.</summary>
    public static LogSamplingCarrier? Parse(AttributeList attributes)
    {
        var carrier = new LogSamplingCarrier(attributes);
        if (attributes[ThresholdKey]?.Text is { Length: > 0 } thresholdText)
        {
            if (!Sampling.Threshold.TryParse(thresholdText, out var threshold))
            {
                return null;
            }

            carrier.Threshold = threshold;
        }

        if (attributes[RandomnessKey]?.Text is { Length: > 0 } randomnessText)
        {
            if (!SamplingRandomness.TryParse(randomnessText, out var randomness))
            {
                return null;
            }

            carrier.Randomness = randomness;
        }

        return carrier;
    }

    public void SetRandomness(ulong randomness)
    {
        Randomness = randomness;
        _attributes.Set(RandomnessKey, AnyValue.Of(SamplingRandomness.Format(randomness)));
    }

    public void ClearThreshold()
    {
        Threshold = null;
        _attributes.Remove(ThresholdKey);
    }

    public void RaiseThreshold(Threshold threshold)
    {
        if (Threshold is not { } own || own.Value <= threshold.Value)
        {
            Threshold = threshold;
            _attributes.Set(ThresholdKey, AnyValue.Of(threshold.ToString()));
        }
    }
}
