namespace TracingReference.LoadTest.Sampling;

/// <summary>What checks are functions of: what was done, and what arrived of it.</summary>
/// <param name="Truth">Every request, as its client knows it.</param>
/// <param name="Kept">Every span that arrived, by trace.</param>
internal sealed record Observation(IReadOnlyList<TruthEntry> Truth, IReadOnlyDictionary<string, IReadOnlyList<KeptSpan>> Kept)
{
    private static readonly TimeSpan SlowTrace = TimeSpan.FromSeconds(1); // collector/config/production.yaml

    public bool IsKept(TruthEntry entry) => Kept.ContainsKey(entry.TraceId);

    public IReadOnlyList<KeptSpan> Spans(TruthEntry entry) => Kept.GetValueOrDefault(entry.TraceId, []);

    /// <summary>
    /// Whether somebody may have waited for it in vain, which is an error to who waits and none to who answers: it is not settled yet, or took long.
    /// Every timeout of the shop is longer than what counts as slow.
    /// </summary>
    public bool IsLate(TruthEntry entry) => entry.Outcome == "pending" || IsSlow(Spans(entry));

    /// <summary>Whether an error policy keeps what arrived of a trace.</summary>
    public static bool HasError(IReadOnlyList<KeptSpan> spans) => spans.Any(span => span.IsError);

    /// <summary>Whether a latency policy keeps what arrived of a trace.</summary>
    public static bool IsSlow(IReadOnlyList<KeptSpan> spans) =>
        spans.Count > 0 && spans.Max(span => span.End) - spans.Min(span => span.Start) > SlowTrace;

    /// <summary>How probable it was that a trace is kept, where its spans tell; null where they do not.</summary>
    public static double? Probability(IReadOnlyList<KeptSpan> spans) => spans.Select(span => Oracle.Probability(span.TraceState)).FirstOrDefault(each => each is not null);
}
