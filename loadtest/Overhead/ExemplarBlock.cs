using System.Collections.Concurrent;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Overhead;

/// <summary>
/// One more block upon an arm, of sampled traces only, of which a report keeps some to look at. It comes after the last quad, and is in no
/// figure: spans of quads are counted without being read, so that the receiver costs little beside what is measured. Any thread may tell it things.
/// </summary>
internal sealed class ExemplarBlock
{
    private readonly KeptTraces kept = new();
    private readonly ConcurrentQueue<(Call Call, TimeSpan Latency)> answered = new();

    /// <summary>Takes an answer.</summary>
    public void Note(Call call, TimeSpan latency)
    {
        if (call is { IsOk: true, Trace: not null })
        {
            answered.Enqueue((call, latency));
        }
    }

    /// <summary>Takes what arrives while the block runs, and until the system has stopped.</summary>
    public void Receive(OtlpExport export)
    {
        if (export.Signal == OtlpSignal.Traces)
        {
            kept.Add(OtlpDecoder.Spans(export.Message));
        }
    }

    /// <summary>
    /// The slowest request, and the median one; fewer where fewer left a trace. Their caller is the harness, which sends no spans: the gateway's
    /// is the root here, and lacks nothing.
    /// </summary>
    /// <param name="arm">Its name.</param>
    public IEnumerable<ExemplarTrace> Choose(string arm)
    {
        var traces = kept.Snapshot();
        var arrived = answered.Where(each => traces.ContainsKey(each.Call.Trace!.TraceId)).OrderBy(each => each.Latency).ToArray();
        (string Which, int Place)[] chosen = [("slowest", arrived.Length - 1), ("median", (arrived.Length - 1) / 2)];
        foreach (var (which, place) in chosen.Take(arrived.Length))
        {
            var (call, latency) = arrived[place];
            yield return ExemplarTrace.Of(
                call.Trace!.TraceId, evidenceOf: null,
                $"{arm}, after the last quad: {call.Route}, the {which} of {arrived.Length} requests, {Quantity.Format(latency.TotalMicroseconds, "us")}",
                traces[call.Trace.TraceId].Select(span => span.SpanId == call.Trace.SpanId ? span with { ParentSpanId = null } : span));
        }
    }
}
