using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>What became of every span of a system: by the SDK's own count, the collector's own, and what arrived.</summary>
internal static class SpanAccounting
{
    /// <summary>What a budget calls the spans that are in no account.</summary>
    public const string Missing = "spans-missing";

    /// <summary>
    /// After so long without a request nothing is on its way through a collector: services export every 5 s, and production.yaml decides
    /// 10 s after the first span of a trace has come.
    /// </summary>
    public static TimeSpan CollectorQuiet { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Of services that export straight to the counter, once they are stopped.</summary>
    public static IReadOnlyList<SpanAccount> Straight(string arm, IReadOnlyDictionary<string, TelemetryCount> arrived) =>
        [.. arrived.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            new SpanAccount(arm, pair.Key, pair.Value.Processed + pair.Value.Dropped, pair.Value.Dropped, pair.Value.Spans))];

    /// <summary>Of services that export to a collector that samples: to it, and through it. It does not count by service.</summary>
    public static IReadOnlyList<SpanAccount> ThroughCollector(string arm, IReadOnlyDictionary<string, TelemetryCount> arrived, PrometheusPage collector)
    {
        var accepted = collector.Count("otelcol_receiver_accepted_spans");
        var dropped = arrived.Values.Sum(count => count.Dropped);
        var notKept = collector.CountBy("otelcol_processor_tail_sampling_spans_not_kept", "reason");
        var sampledOut = notKept.GetValueOrDefault("policies") + notKept.GetValueOrDefault("late");
        var lost = notKept.Values.Sum() - sampledOut
            + collector.Count("otelcol_processor_tail_sampling_spans_not_forwarded")
            + collector.Count("otelcol_exporter_send_failed_spans")
            + collector.Count("otelcol_exporter_enqueue_failed_spans");
        return
        [
            new(arm, Measures.All, arrived.Values.Any(count => count.Processed is not null) ? arrived.Values.Sum(count => count.Processed ?? 0) + dropped : null, dropped, accepted),
            new(arm, Measures.Collector, accepted, lost, arrived.Values.Sum(count => count.Spans)) { SampledOut = sampledOut },
        ];
    }

    /// <summary>What a reader has to know of it: spans that are missing, or dropped, or that nobody counted.</summary>
    public static IEnumerable<string> Remarks(IEnumerable<SpanAccount> accounts)
    {
        foreach (var account in accounts)
        {
            var who = $"arm {account.Arm}, {account.Service}";
            if (account.Missing is not (null or 0))
            {
                yield return FormattableString.Invariant(
                    $"{who}: {account.Recorded} spans recorded, {account.Exported} arrived, {account.Dropped} dropped, {account.SampledOut} sampled out: {account.Missing} are not accounted for.");
            }
            else if (account.Recorded is null && account.Exported > 0)
            {
                yield return FormattableString.Invariant($"{who}: {account.Exported} spans arrived, and the SDK told of none.");
            }

            if (account.Dropped > 0)
            {
                yield return FormattableString.Invariant($"{who}: {account.Dropped} spans were dropped or failed.");
            }
        }
    }
}
