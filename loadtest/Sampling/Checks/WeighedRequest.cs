namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>What a request counts for where all of them are estimated by what a tail sampler kept.</summary>
/// <param name="Entry">The request.</param>
/// <param name="IsCertain">Whether it is kept for sure, for its error or because it was slow, by its client's log or by what arrived of it; any other one is kept with the share's probability.</param>
/// <param name="Arrived">As who does not know the truth weighs it, by what shows in its spans; 0 where none came.</param>
/// <param name="WithoutLoss">
/// The same had nothing been lost or late: what must be kept counts as it should, whether it came or not, and whether its reason shows or not;
/// an error that the client knows nothing of does not count where somebody may have waited in vain. What was kept without a reason still counts.
/// </param>
internal sealed record WeighedRequest(TruthEntry Entry, bool IsCertain, Weighed Arrived, Weighed WithoutLoss)
{
    /// <param name="entry">The request.</param>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="share">What is kept of everything that has no other reason.</param>
    public static WeighedRequest Of(TruthEntry entry, Observation seen, double share)
    {
        var (isKept, spans) = (seen.IsKept(entry), seen.Spans(entry));
        var hasError = Observation.HasError(spans);
        var shows = hasError || Observation.IsSlow(spans);
        var isCertain = shows || Kept.For(entry) != KeptBecause.Share;
        return new(
            entry, isCertain,
            new(!isKept ? 0 : shows ? 1 : 1 / share, hasError),
            new(isCertain ? 1 : isKept || Oracle.Tail(entry.TraceId, share) ? 1 / share : 0, entry.IsError || (hasError && !seen.IsLate(entry))));
    }
}

/// <summary>A request in an estimate.</summary>
/// <param name="Weight">For how many it stands.</param>
/// <param name="IsError">Whether for some with an error.</param>
internal readonly record struct Weighed(double Weight, bool IsError);
