namespace TracingReference.LoadTest.Systems;

/// <summary>
/// How often services export while they are measured: spans and logs as often as the SDK has it by default, every five seconds. It is alike in
/// overhead, compare, capacity and soak, and in all arms, which then differ by nothing else, unless an arm says so itself.
/// </summary>
internal static class ExportSettings
{
    /// <summary>Variables for every service.</summary>
    public static IReadOnlyDictionary<string, string> Measured { get; } = new Dictionary<string, string>
    {
        // Half of the SDK's minute, so that the first export, which opens connections and runs code that never ran before, comes while
        // systems warm up. Nothing that is reported over time comes by metrics: memory is read by the probe, and who stops tells its last counts.
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "30000",
    };
}
