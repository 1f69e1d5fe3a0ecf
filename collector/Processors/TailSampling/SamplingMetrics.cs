using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>The processor's own metrics, under upstream's names. Those that upstream shows only once they count are made then.</summary>
internal sealed class SamplingMetrics
{
    public const string Prefix = "processor_tail_sampling_";

    private static readonly double[] LatencyBounds =
        [1, 2, 5, 10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 2000, 3000, 4000, 5000, 10000, 20000, 30000, 50000];

    // OpenTelemetry's default.
    private static readonly double[] AgeBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private readonly OwnMetrics _metrics;
    private readonly OwnCounter?[] _traces = new OwnCounter?[4];
    private readonly OwnCounter?[] _early = new OwnCounter?[4];
    private readonly OwnCounter?[] _notKept = new OwnCounter?[Enum.GetValues<NotKept>().Length];
    private readonly OwnCounter _errors;
    private OwnCounter? _tooLarge;
    private OwnHistogram? _lateSpanAge;
    private OwnHistogram? _removalAge;
    private OwnCounter? _notForwarded;
    private long _tracesOnMemory;

    public SamplingMetrics(OwnMetrics metrics)
    {
        _metrics = metrics;
        NewTraces = Counter("new_trace_id_received");
        DroppedTooEarly = Counter("sampling_trace_dropped_too_early");
        TickMilliseconds = metrics.Histogram($"{Prefix}sampling_decision_timer_latency", MetricsLevel.Basic, LatencyBounds);
        metrics.Gauge($"{Prefix}sampling_traces_on_memory", MetricsLevel.Basic, () => Interlocked.Read(ref _tracesOnMemory));

        // No policy here can fail, but whoever watches for that finds the series.
        _errors = Counter("sampling_policy_evaluation_error");
    }

    public OwnCounter NewTraces { get; }

    /// <summary>Traces that were evicted before their tick.</summary>
    public OwnCounter DroppedTooEarly { get; }

    public OwnHistogram TickMilliseconds { get; }

    public OwnCounter TooLarge => _tooLarge ??= Counter("traces_dropped_too_large");

    /// <summary>Seconds from a trace's decision to a span of it.</summary>
    public OwnHistogram LateSpanAge => _lateSpanAge ??= Histogram("sampling_late_span_age");

    /// <summary>Seconds from a trace's first span to its removal.</summary>
    public OwnHistogram RemovalAge => _removalAge ??= Histogram("sampling_trace_removal_age");

    /// <summary>Spans that the next consumer refused. This collector's own: upstream only logs them.</summary>
    public OwnCounter NotForwarded => _notForwarded ??= Counter("spans_not_forwarded");

    public long TracesOnMemory
    {
        set => Interlocked.Exchange(ref _tracesOnMemory, value);
    }

    /// <summary>
    /// Spans that left the sampler in no other way than by being dropped. This collector's own: upstream counts traces, and of
    /// some nothing. Spans in = spans passed on + these + <see cref="NotForwarded"/> + those still held.
    /// </summary>
    public OwnCounter NotKept(NotKept reason) => _notKept[(int)reason] ??= _metrics.Counter(
        $"{Prefix}spans_not_kept", MetricsLevel.Basic, ("reason", reason switch
        {
            TailSampling.NotKept.Policies => "policies",
            TailSampling.NotKept.Late => "late",
            TailSampling.NotKept.Evicted => "evicted",
            TailSampling.NotKept.TooLarge => "too_large",
            TailSampling.NotKept.NoRoom => "no_room",
            _ => "shutdown",
        }));

    public static (string Name, string Value) SampledLabel(Decision decision) => ("sampled", decision == Decision.Sampled ? "true" : "false");

    public static (string Name, string Value) DecisionLabel(Decision decision) => ("decision", decision switch
    {
        Decision.Sampled => "sampled",
        Decision.Dropped => "dropped",
        _ => "not_sampled",
    });

    /// <summary>Traces that were decided so.</summary>
    public OwnCounter Traces(Decision decision) => _traces[(int)decision] ??= _metrics.Counter(
        $"{Prefix}global_count_traces_sampled", MetricsLevel.Basic, SampledLabel(decision), DecisionLabel(decision));

    /// <summary>Spans that a decision cache answered for.</summary>
    public OwnCounter Early(Decision decision) => _early[(int)decision] ??= _metrics.Counter(
        $"{Prefix}early_releases_from_cache_decision", MetricsLevel.Basic, SampledLabel(decision));

    private OwnCounter Counter(string name) => _metrics.Counter(Prefix + name, MetricsLevel.Basic);

    private OwnHistogram Histogram(string name) => _metrics.Histogram(Prefix + name, MetricsLevel.Basic, AgeBounds);
}
