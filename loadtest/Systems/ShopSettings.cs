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

    /// <summary>What is alike everywhere, but for what somebody sets himself.</summary>
    /// <param name="common">Variables that are alike.</param>
    /// <param name="own">Variables that win.</param>
    public static IReadOnlyDictionary<string, string> Merge(IEnumerable<KeyValuePair<string, string>> common, IEnumerable<KeyValuePair<string, string>> own)
    {
        var merged = new Dictionary<string, string>(common);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }
}
