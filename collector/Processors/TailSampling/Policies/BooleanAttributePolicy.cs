namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>boolean_attribute: true or false; a value of another kind is false.</summary>
internal sealed class BooleanAttributePolicy(string key, bool value, bool isInverted) : AttributePolicy(key, isInverted)
{
    private readonly bool _value = value;

    protected override bool Matches(ReadOnlySpan<byte> value, bool isOfSpan) => AttributeBytes.Bool(value) == _value;
}
