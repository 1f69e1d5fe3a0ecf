namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>One way of writing a trace context into headers.</summary>
internal interface IContextFormat
{
    /// <summary>The headers that it reads, which a proxy must not forward as they came.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>Reads the context; null where the headers are absent or invalid, which a caller is never told.</summary>
    RemoteContext? Read(HeaderReader headers);
}
