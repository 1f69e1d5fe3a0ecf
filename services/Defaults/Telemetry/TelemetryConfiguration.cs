using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace TracingReference.Defaults.Telemetry;

/// <summary>Lets appsettings.json and the defaults speak through the standard variables, which is where the SDK reads them.</summary>
internal static class TelemetryConfiguration
{
    /// <summary>What says in logs at Information what spans say better, and probes of what is still starting; Logging:LogLevel brings it back.</summary>
    private static readonly (string Category, string Level)[] LogLevels =
    [
        ("Microsoft.AspNetCore", "Warning"),
        ("Microsoft.Extensions.Diagnostics.HealthChecks", "Critical"),
        ("Npgsql", "Warning"),
        ("Orleans", "Warning"),
        ("Yarp.ReverseProxy", "Warning"),
    ];

    /// <summary>
    /// Puts <see cref="TelemetrySetting.All"/> beneath everything else in <paramref name="configuration"/>:
    /// a variable that is set anywhere wins over the <c>Telemetry</c> section, which wins over the default.
    /// </summary>
    public static void AddTelemetryDefaults(this IConfigurationManager configuration)
    {
        var section = configuration.GetSection("Telemetry");
        var values = TelemetrySetting.All
            .Select(setting => KeyValuePair.Create(
                setting.Variable ?? $"Telemetry:{setting.Key}",
                section[setting.Key] ?? setting.Default))
            .Where(pair => pair.Value is not null)
            .Concat(LogLevels.Select(level => KeyValuePair.Create($"Logging:LogLevel:{level.Category}", (string?)level.Level)));

        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = values.ToArray() });
    }
}
