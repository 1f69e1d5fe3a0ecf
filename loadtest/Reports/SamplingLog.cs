using System.Text.Json.Serialization;

namespace TracingReference.LoadTest.Reports;

/// <summary>
/// Every request that had an answer, and what arrived of it, in columns. The first three have a value for each request, in the
/// order of the answers; the others list requests by their place in these, from 0.
/// </summary>
public sealed record SamplingLog
{
    /// <summary>Trace ids, as the answers named them: what a share keeps is a function of them.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<string>>))]
    public IReadOnlyList<string> TraceIds { get; init; } = [];

    /// <summary>Which of the part's cells each is of, from 0.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> Cells { get; init; } = [];

    /// <summary>When each was sent, in milliseconds since the first one.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> Milliseconds { get; init; } = [];

    /// <summary>Requests whose answer had the sampled flag.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> Flagged { get; init; } = [];

    /// <summary>Requests of which a span arrived.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> Kept { get; init; } = [];

    /// <summary>How many spans of each of these arrived.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> Spans { get; init; } = [];

    /// <summary>The probability that each of these tells in its tracestate, 0 where it tells none; empty where none of them does.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<double>>))]
    public IReadOnlyList<double> Probabilities { get; init; } = [];

    /// <summary>Requests of which a span with status Error arrived.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> Errors { get; init; } = [];

    /// <summary>Requests of which spans arrived that lie more than a second apart, from the first begin to the last end.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> Slow { get; init; } = [];

    /// <summary>Kept requests whose trace is torn, by what is wrong with it; one may stand in several lists, and one in none is whole.</summary>
    [JsonConverter(typeof(OneLineConverter<SortedDictionary<string, IReadOnlyList<int>>>))]
    public SortedDictionary<string, IReadOnlyList<int>> Torn { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Requests whose order the payment service was seen to take from Kafka, in whichever trace.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> ConsumedOrders { get; init; } = [];

    /// <summary>Requests whose order's payment the order service was seen to take from Kafka, in whichever trace.</summary>
    [JsonConverter(typeof(OneLineConverter<IReadOnlyList<int>>))]
    public IReadOnlyList<int> ConsumedPayments { get; init; } = [];
}
