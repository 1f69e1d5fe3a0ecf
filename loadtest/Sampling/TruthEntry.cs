namespace TracingReference.LoadTest.Sampling;

/// <summary>One request as its client knows it; nothing in it comes from a span.</summary>
/// <param name="TraceId">What <c>traceresponse</c> named.</param>
/// <param name="Route">Method and path template.</param>
/// <param name="Status">Of the answer.</param>
/// <param name="Stratum">Why it was sent; a name in <see cref="Strata"/>.</param>
/// <param name="IsSampled">The flag of <c>traceresponse</c>: what the head decided.</param>
/// <param name="At">When it was sent.</param>
/// <param name="OrderId">Of an accepted order.</param>
/// <param name="Outcome">What became of the order: paid, rejected, failed or pending; empty where there is none.</param>
internal sealed record TruthEntry(
    string TraceId, string Route, int Status, string Stratum, bool IsSampled, DateTimeOffset At, string? OrderId = null, string Outcome = "")
{
    /// <summary>Whether anything in it failed, at once or later.</summary>
    public bool IsError => Status >= 500 || Outcome is "rejected" or "failed";
}
