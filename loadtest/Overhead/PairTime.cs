namespace TracingReference.LoadTest.Overhead;

/// <summary>How a pair divides the time that it may take: what comes after the warm-up is set aside before it begins.</summary>
/// <param name="plan">How long things take.</param>
/// <param name="limit">How long the pair may take, from the start of its systems to their end; null where there is no limit.</param>
/// <param name="exemplarBlocks">How many blocks come after the last quad, for traces to look at.</param>
/// <param name="isStraight">Whether neither system has a collector, which is waited for.</param>
internal sealed class PairTime(OverheadPlan plan, TimeSpan? limit, int exemplarBlocks, bool isStraight)
{
    private readonly TimeSpan close = (exemplarBlocks * plan.OfBlock) + OverheadPlan.Stop + (isStraight ? TimeSpan.Zero : SpanAccounting.CollectorQuiet);

    /// <summary>How long systems may be warmed up, so that the planned quads have time: none or less where they were late already.</summary>
    /// <param name="elapsed">Since the pair began.</param>
    /// <param name="quads">How many are planned, each with as much of a lead-in as chance gives it.</param>
    public TimeSpan WarmUp(TimeSpan elapsed, int quads) =>
        limit - elapsed - OverheadPlan.Settle - plan.OfQuads(quads) - close is { } left && left < plan.WarmUpAtMost ? left : plan.WarmUpAtMost;

    /// <summary>Whether there is time for a further quad.</summary>
    /// <param name="elapsed">Since the pair began.</param>
    /// <param name="hasLeadIn">Whether a block comes before it.</param>
    public bool HasTime(TimeSpan elapsed, bool hasLeadIn) => !(elapsed + plan.OfQuad(hasLeadIn) + close > limit);
}
