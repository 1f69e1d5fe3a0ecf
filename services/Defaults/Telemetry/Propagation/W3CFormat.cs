using System.Diagnostics;

namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>W3C Trace Context, <c>traceparent</c> and <c>tracestate</c>; parsed by the framework's own propagator.</summary>
internal sealed class W3CFormat(DistributedContextPropagator w3c) : IContextFormat
{
    public IReadOnlyList<string> Fields { get; } = ["traceparent", "tracestate"];

    public RemoteContext? Read(HeaderReader headers)
    {
        var header = headers["traceparent"];
        if (header is null || !ActivityContext.TryParse(header, null, out _))
        {
            return null;
        }

        w3c.ExtractTraceIdAndState(headers, Get, out var traceParent, out var traceState);
        return traceParent is null ? null : new RemoteContext(traceParent, traceState, RemoteSampling.None);

        static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
        {
            value = ((HeaderReader)carrier!)[name];
            values = null;
        }
    }
}
