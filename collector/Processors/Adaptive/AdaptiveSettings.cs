namespace TracingReference.Collector.Processors.Adaptive;

/// <summary>Settings of the adaptive processor.</summary>
/// <param name="Target">target_traces_per_second: how many traces of each route are to be kept.</param>
/// <param name="Window">window: over how long a route's traces are counted.</param>
/// <param name="RouteAttribute">route_attribute: by which attribute of the root or server span routes are told apart.</param>
/// <param name="ProbabilityAttribute">probability_attribute: where the probability is recorded besides the tracestate; empty for nowhere.</param>
/// <param name="MaxRoutes">max_routes: how many routes have a rate of their own; those beyond share one.</param>
/// <param name="MaxTraces">num_traces: how many traces' decisions are remembered for their later spans.</param>
/// <param name="Precision">sampling_precision: hexadecimal digits of a threshold.</param>
internal sealed record AdaptiveSettings(
    double Target, TimeSpan Window, string RouteAttribute, string ProbabilityAttribute, int MaxRoutes, int MaxTraces, int Precision);
