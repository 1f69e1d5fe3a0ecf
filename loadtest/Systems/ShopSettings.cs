namespace TracingReference.LoadTest.Systems;

/// <summary>How a system is started.</summary>
/// <param name="PortOffset">Added to every fixed port.</param>
/// <param name="Settings">Variables for every service.</param>
/// <param name="Telemetry">Where telemetry ends: an OTLP endpoint over gRPC.</param>
/// <param name="Sampling">The collector's; null where services export straight to <paramref name="Telemetry"/>.</param>
internal sealed record ShopSettings(int PortOffset, IReadOnlyDictionary<string, string> Settings, Uri Telemetry, string? Sampling)
{
    /// <summary>Production for figures; Development where faults are asked for.</summary>
    public string Environment { get; init; } = "Production";

    /// <summary>Variables for the AppHost, the collector and what else it starts.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The AppHost to start; null for the one of this build.</summary>
    public string? AppHost { get; init; }

    /// <summary>The percentage of its own processor time that each service burns on top; 0 for none.</summary>
    public int BurnPercent { get; init; }
}
