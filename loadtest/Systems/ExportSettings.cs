namespace TracingReference.LoadTest.Systems;

/// <summary>
/// How often services export while they are measured. It is alike in every command and in all arms, which then differ by nothing else, unless
/// an arm says so itself.
/// </summary>
internal static class ExportSettings
{
    /// <summary>Variables for every service.</summary>
    public static IReadOnlyDictionary<string, string> Measured { get; } = new Dictionary<string, string>
    {
        // A fifth of the SDK's: each quad has exports of every service then, and what a warm-up leaves to export is gone before the first one.
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",

        // Half of the SDK's minute, so that the first export, which opens connections and runs code that never ran before, comes while
        // systems warm up. Nothing that is reported over time comes by metrics: memory is read by the probe, and who stops tells its last counts.
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "30000",
    };
}
