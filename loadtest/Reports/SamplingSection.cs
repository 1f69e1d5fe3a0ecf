using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Reports;

/// <summary>What sampling keeps, held against the client's own log.</summary>
public sealed record SamplingSection
{
    /// <summary>The parts, in the order in which they ran.</summary>
    public List<SamplingPart> Parts { get; init; } = [];
}

/// <summary>One system with one way of sampling, under one load.</summary>
/// <param name="Name">head10, tail, overflow, adaptive or kafka-trap.</param>
/// <param name="About">What was set up, in a sentence.</param>
/// <param name="Requests">How many requests the client made and had an answer to.</param>
/// <param name="Unanswered">How many had none; what they left behind belongs to no request that the client can name.</param>
/// <param name="Strained">How many were not answered as they should be, or took more than a second though nobody asked for that.</param>
/// <param name="KeptTraces">How many of their traces arrived.</param>
/// <param name="KeptSpans">How many spans arrived.</param>
/// <param name="Strays">How many traces arrived that no answer named.</param>
public sealed record SamplingPart(string Name, string About, long Requests, long Unanswered, long Strained, long KeptTraces, long KeptSpans, long Strays)
{
    /// <summary>
    /// Whether the shop was overloaded. Then spans come after decisions, or not at all: where the collector decides, a check that fails by
    /// such a loss alone says nothing of the sampler, and is not judged.
    /// </summary>
    public bool IsStrained => Strained > Requests / 100;

    /// <summary>Truth against what arrived, cell by cell.</summary>
    public List<SamplingCell> Cells { get; init; } = [];

    /// <summary>The same request by request: anyone can compute every figure again from it.</summary>
    public SamplingLog Log { get; init; } = new();

    /// <summary>What was checked.</summary>
    public List<SamplingCheck> Checks { get; init; } = [];

    /// <summary>Traces to look at: a whole one first, then those that are evidence of a check. Together they are 20 at most.</summary>
    public List<ExemplarTrace> Exemplars { get; init; } = [];

    /// <summary>How many more that are evidence are not among them.</summary>
    public int ExemplarsLeftOut { get; set; }

    /// <summary>Torn traces by kind: missing parent, no root, several roots, missing part, missing consumer part. A trace may count for several.</summary>
    public SortedDictionary<string, long> Tears { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Rates and errors by route: counted before sampling, and what was kept.</summary>
    public List<RouteRates> Routes { get; init; } = [];

    /// <summary>Of the part with a buffer that is too small, in spans: <c>accepted</c> by the collector, and what it did not keep, by its reason.</summary>
    public SortedDictionary<string, long> Collector { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Of the adaptive part: what it kept over time.</summary>
    public List<SamplingWindow> Windows { get; init; } = [];
}

/// <summary>Requests that are alike to their client.</summary>
/// <param name="Stratum">Why they were sent.</param>
/// <param name="Route">Method and path template.</param>
/// <param name="Status">Of the answers.</param>
/// <param name="Outcome">Of their orders; empty where there is none.</param>
/// <param name="Because">What must keep their traces where the tail decides: share, error, slow, or unplanned where something failed that nobody planned, so that nobody can say.</param>
/// <param name="Requests">How many.</param>
/// <param name="Flagged">How many answers had the sampled flag.</param>
/// <param name="Kept">Of how many a span arrived.</param>
/// <param name="Whole">Of how many the whole trace.</param>
public sealed record SamplingCell(string Stratum, string Route, int Status, string Outcome, string Because, long Requests, long Flagged, long Kept, long Whole);

/// <summary>One thing that was checked.</summary>
/// <param name="Measure">As budgets.json names it.</param>
/// <param name="Stratum">Of which requests; empty for all.</param>
/// <param name="Rule">What refutes it.</param>
/// <param name="Count">How many it rests on.</param>
/// <param name="Estimate">What was found.</param>
/// <param name="Lower">The lower bound of its interval: by chance, of 99%; of every one, the one-sided bound of 95% that recalls are told by. Counts that are exact have none but themselves.</param>
/// <param name="Upper">The upper bound.</param>
/// <param name="Expected">What is claimed.</param>
/// <param name="PValue">Of what was claimed, where there is a test; of several tests it is Holm's.</param>
/// <param name="Verdict">Fail where the claim is refuted, Pass where it is not, Inconclusive where there was nothing to hold it against.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Evidence">Up to five trace ids to look at.</param>
public sealed record SamplingCheck(
    string Measure, string Stratum, ClaimRule Rule, long Count, double Estimate, double Lower, double Upper, double Expected, double? PValue, Verdict Verdict,
    string Reason, IReadOnlyList<string> Evidence)
{
    /// <summary>Whether it fails by nothing but spans that are late or missing, as in an overloaded shop they are; and not, say, by a trace that was kept though it must not be. Of a figure <see cref="WithoutLoss"/> says it.</summary>
    public bool IsLoss { get; init; }

    /// <summary>Of a figure: its interval as far as spans or answers that are late or missing do not explain it; null where they explain nothing.</summary>
    public Interval? WithoutLoss { get; init; }
}

/// <summary>What refutes a claim.</summary>
public enum ClaimRule
{
    /// <summary>Every one, without exception: a single miss refutes it.</summary>
    Every,

    /// <summary>A probability or a sum: a p-value below 1% refutes it.</summary>
    Chance,

    /// <summary>A figure that informs: only a budget can say that it is too much or too little.</summary>
    Figure,
}

/// <summary>One route's requests and errors by three ways of counting.</summary>
/// <param name="Route">Method and path template.</param>
/// <param name="Requests">By the client, with an answer.</param>
/// <param name="Errors">Of them, answers from 500.</param>
/// <param name="Unanswered">By the client, without an answer: each may have been counted or not, and as an error or not.</param>
/// <param name="CountedRequests">By span metrics, taken before sampling.</param>
/// <param name="CountedErrors">Of them, with status Error.</param>
/// <param name="KeptRequests">Kept traces.</param>
/// <param name="KeptErrors">Of them, answers from 500.</param>
public sealed record RouteRates(string Route, long Requests, long Errors, long Unanswered, long CountedRequests, long CountedErrors, long KeptRequests, long KeptErrors);

/// <summary>What an adaptive sampler kept in a stretch of time.</summary>
/// <param name="Begin">Seconds since the first request.</param>
/// <param name="Seconds">How long it is.</param>
/// <param name="Offered">Requests a second.</param>
/// <param name="Kept">Traces a second.</param>
/// <param name="Target">What is aimed at.</param>
public sealed record SamplingWindow(double Begin, double Seconds, double Offered, double Kept, double Target);
