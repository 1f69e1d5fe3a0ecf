using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Sampling;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors.Adaptive;

/// <summary>
/// Decides on a trace when its first spans arrive, by its route's probability and its id; later spans follow. Kept spans tell
/// by which probability, in ot=th and in an attribute. README.md here says how it behaves.
/// </summary>
internal sealed class AdaptiveProcessor(AdaptiveSettings settings, ComponentContext context, IConsumer next) : CountedProcessor(context, next)
{
    private readonly Lock _lock = new();
    private readonly SpanRoute _spanRoute = new(settings.RouteAttribute);
    private readonly RouteTable _routes = Routes(settings, context);
    private readonly DecisionMemory _memory = new(settings.MaxTraces, Counter(context, "processor_adaptive_decisions_forgotten"));
    private readonly OwnCounter _sampled = Counter(context, "processor_adaptive_count_traces_sampled", ("sampled", "true"));
    private readonly OwnCounter _notSampled = Counter(context, "processor_adaptive_count_traces_sampled", ("sampled", "false"));
    private readonly TimeProvider _time = context.Time;
    private readonly long _start = context.Time.GetTimestamp();

    public override bool MutatesData => true;

    protected override void Process(Batch batch, int itemCount)
    {
        var decisions = Decide(batch);
        batch.RemoveItems(span => !Keep(span, decisions));
    }

    private Dictionary<TraceId, TraceDecision> Decide(Batch batch)
    {
        var decisions = new Dictionary<TraceId, TraceDecision>();
        var undecided = new Dictionary<TraceId, (string Route, int Rank, string TraceState)>();
        var now = _time.GetElapsedTime(_start);
        lock (_lock)
        {
            foreach (var span in batch.Parts())
            {
                var (id, traceState) = SpanIdentity.Of(span);
                if (id.IsEmpty || decisions.ContainsKey(id))
                {
                    continue;
                }

                if (_memory.TryGet(id, out var known))
                {
                    decisions[id] = known;
                    continue;
                }

                var (route, rank) = _spanRoute.Of(span);
                if (!undecided.TryGetValue(id, out var best) || rank > best.Rank)
                {
                    undecided[id] = (route, rank, traceState);
                }
            }

            foreach (var (id, (route, _, traceState)) in undecided)
            {
                decisions[id] = Decide(id, _routes[route, now].Next(now), traceState);
                _memory.Add(id, decisions[id]);
            }
        }

        return decisions;
    }

    private TraceDecision Decide(TraceId id, double probability, string traceState)
    {
        var threshold = Threshold.Of(Math.Max(probability, Threshold.MinProbability), settings.Precision)!.Value;
        var isKept = threshold.Keeps(TraceState.Parse(traceState)?.Randomness ?? SamplingRandomness.Of(id));
        (isKept ? _sampled : _notSampled).Add(1);
        return new(threshold, isKept);
    }

    // A span without a trace id is nobody's: there is nothing to decide by, so it stays as it is.
    private bool Keep(Part span, Dictionary<TraceId, TraceDecision> decisions)
    {
        var (id, traceState) = SpanIdentity.Of(span);
        if (id.IsEmpty)
        {
            return true;
        }

        var decision = decisions[id];
        if (!decision.IsKept)
        {
            return false;
        }

        var state = TraceState.Parse(traceState);
        state?.RaiseThreshold(decision.Threshold);
        var message = span.Edit();
        if (state is not null)
        {
            message.SetText(3, state.ToString());
        }

        if (settings.ProbabilityAttribute.Length > 0)
        {
            message.Attributes.Set(settings.ProbabilityAttribute, AnyValue.Of((state?.Threshold ?? decision.Threshold).Probability));
        }

        return true;
    }

    private static OwnCounter Counter(ComponentContext context, string name, params ReadOnlySpan<(string, string)> labels) =>
        context.Metrics.Counter(name, MetricsLevel.Basic, [("processor", context.Id.ToString()), .. labels]);

    private static RouteTable Routes(AdaptiveSettings settings, ComponentContext context)
    {
        var routes = new RouteTable(settings);
        context.Metrics.Gauge("processor_adaptive_routes", MetricsLevel.Basic, () => routes.Count, ("processor", context.Id.ToString()));
        return routes;
    }
}
