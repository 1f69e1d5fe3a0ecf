namespace TracingReference.LoadTest.Sampling;

/// <summary>What must keep a trace where the tail decides, by what its client knows.</summary>
internal static class Kept
{
    private static readonly Dictionary<string, KeptBecause> Planted = new Stratum[]
    {
        Strata.ListProducts, Strata.GetProduct, Strata.Order, Strata.WrongPassword, Strata.ErrorInLeaf, Strata.ErrorInConsumer, Strata.SlowDatabase, Strata.SlowConsumer,
        Strata.ErrorAfterDecision,
    }.ToDictionary(stratum => stratum.Name, stratum => stratum.Kept, StringComparer.Ordinal);

    /// <summary>Where something went wrong that nobody planted there is no telling when it showed: such a request is left out of recalls and ratios.</summary>
    public static KeptBecause For(TruthEntry entry) => Planted[entry.Stratum] switch
    {
        KeptBecause.Error => entry.Outcome == (entry.Stratum == Strata.ErrorInConsumer.Name ? "rejected" : "") && entry.IsError ? KeptBecause.Error : KeptBecause.Unplanned,
        KeptBecause.Share when entry.Stratum == Strata.ErrorAfterDecision.Name => entry.Outcome == "rejected" ? KeptBecause.Share : KeptBecause.Unplanned,
        KeptBecause.Share when entry.IsError => KeptBecause.Unplanned,
        var because => because,
    };

    /// <summary>Whether anything says why a tail sampler kept a trace: its id, what its client knows, or what shows in the spans that arrived.</summary>
    /// <param name="entry">The request.</param>
    /// <param name="spans">What arrived of it.</param>
    /// <param name="share">What is kept of everything.</param>
    public static bool HasReason(TruthEntry entry, IReadOnlyList<KeptSpan> spans, double share) =>
        Oracle.Tail(entry.TraceId, share) || For(entry) != KeptBecause.Share || Observation.HasError(spans) || Observation.IsSlow(spans);
}
