namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>B3 in several headers, <c>X-B3-TraceId</c> and its kin; <c>X-B3-Flags: 1</c> (debug) implies sampled.</summary>
internal sealed class B3MultiFormat : IContextFormat
{
    public IReadOnlyList<string> Fields { get; } =
        ["X-B3-TraceId", "X-B3-SpanId", "X-B3-ParentSpanId", "X-B3-Sampled", "X-B3-Flags"];

    public RemoteContext? Read(HeaderReader headers)
    {
        var (trace, span) = (headers["X-B3-TraceId"], headers["X-B3-SpanId"]);
        bool? sampled = headers["X-B3-Flags"] == "1" ? true : headers["X-B3-Sampled"] switch
        {
            "1" or "true" => true,
            "0" or "false" => false,
            _ => null,
        };

        if (trace is null && span is null)
        {
            return sampled is null
                ? null
                : new RemoteContext(null, null, sampled.Value ? RemoteSampling.Accept : RemoteSampling.Deny);
        }

        if (!HexId.IsLower(trace, 16, 32) || !HexId.IsLower(span, 16))
        {
            return null;
        }

        return new RemoteContext(
            RemoteContext.Format(trace!, span!, sampled ?? false),
            null,
            sampled is null ? RemoteSampling.Deferred : RemoteSampling.None);
    }
}
