namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>numeric_attribute: a whole number from least to most. A bound of 0 is none; a value of another kind is 0.</summary>
internal sealed class NumericAttributePolicy : AttributePolicy
{
    private readonly long _least;
    private readonly long _most;

    /// <exception cref="PolicyException">There is no bound.</exception>
    public NumericAttributePolicy(string key, long least, long most, bool isInverted)
        : base(key, isInverted)
    {
        if (least == 0 && most == 0)
        {
            // The real collector starts, and its process ends at its first decision.
            throw new PolicyException("numeric_attribute needs min_value or max_value (0 is none)");
        }

        (_least, _most) = (least == 0 ? long.MinValue : least, most == 0 ? long.MaxValue : most);
    }

    protected override bool Matches(ReadOnlySpan<byte> value, bool isOfSpan)
    {
        var number = AttributeBytes.Int(value);
        return number >= _least && number <= _most;
    }
}
