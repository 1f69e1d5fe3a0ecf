namespace TracingReference.Collector.Processors.Sampling;

/// <summary>What one item's decision is drawn from.</summary>
/// <param name="Randomness">Its 56 random bits.</param>
/// <param name="Policy">Where they come from, as upstream's metric names it.</param>
/// <param name="Carrier">Where the decision is recorded; null where it is not.</param>
/// <param name="IsValid">Whether it can be decided; otherwise fail_closed decides.</param>
internal readonly record struct Draw(ulong Randomness, string Policy, ISamplingCarrier? Carrier, bool IsValid)
{
    public const string MissingPolicy = "missing_randomness";

    public static Draw Missing(ISamplingCarrier? carrier) => new(SamplingRandomness.Missing, MissingPolicy, carrier, false);

    /// <summary>
    /// The same, if the threshold that the item arrived with can be true: one that this randomness would not have passed is a
    /// lie, and is taken away.
    /// </summary>
    public Draw Checked()
    {
        if (!IsValid || Carrier?.Threshold is not { } arrived || arrived.Keeps(Randomness))
        {
            return this;
        }

        Carrier.ClearThreshold();
        return this with { IsValid = false };
    }
}
