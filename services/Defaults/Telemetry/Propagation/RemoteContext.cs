namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>A caller's context as one header format gave it.</summary>
/// <param name="TraceParent">The ids in W3C form (version 00), or null where the caller sent a decision only.</param>
/// <param name="TraceState">W3C tracestate, or null.</param>
/// <param name="Sampling">What the format says beyond the sampled flag.</param>
public readonly record struct RemoteContext(string? TraceParent, string? TraceState, RemoteSampling Sampling)
{
    /// <summary>Builds the W3C form of ids given in lower-case hex; shorter ids are padded with zeros on the left.</summary>
    public static string Format(string traceId, string spanId, bool sampled) =>
        $"00-{traceId.PadLeft(32, '0')}-{spanId.PadLeft(16, '0')}-{(sampled ? "01" : "00")}";
}
