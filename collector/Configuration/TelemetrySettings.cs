using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Configuration;

/// <summary>What the collector tells about itself.</summary>
/// <param name="LogLevel">The lowest level that is logged.</param>
/// <param name="MetricsLevel">How many metrics there are.</param>
/// <param name="MetricsEndpoints">Where /metrics is served: host and port each.</param>
/// <param name="Resource">Attributes of the collector itself; null takes a usual one away.</param>
public sealed record TelemetrySettings(
    LogLevel LogLevel, MetricsLevel MetricsLevel, IReadOnlyList<(string Host, int Port)> MetricsEndpoints, IReadOnlyDictionary<string, string?> Resource)
{
    public static TelemetrySettings Read(ConfigReader? reader)
    {
        var logs = reader?.Section("logs");
        var logLevel = ReadLogLevel(logs);
        logs?.Bool("development");
        logs?.String("encoding");
        logs?.Bool("disable_caller");
        logs?.Bool("disable_stacktrace");
        logs?.Section("sampling");
        logs?.Strings("output_paths");
        logs?.Strings("error_output_paths");
        logs?.Section("initial_fields");
        logs?.Sections("processors");
        logs?.Finish();

        var metrics = reader?.Section("metrics");
        var level = metrics?.OneOfInAnyCase("level", MetricsLevel.Normal,
            ("none", MetricsLevel.None), ("basic", MetricsLevel.Basic), ("normal", MetricsLevel.Normal), ("detailed", MetricsLevel.Detailed)) ?? MetricsLevel.Normal;
        IReadOnlyList<(string, int)> endpoints = metrics?.Has("readers") == true ? [.. metrics.Sections("readers").SelectMany(ReadReader)] : [("localhost", 8888)];
        metrics?.Sections("views");
        metrics?.Finish();

        reader?.Section("traces");
        var resource = ReadResource(reader?.Section("resource"));
        reader?.Finish();
        return new(logLevel, level, level == MetricsLevel.None ? [] : endpoints, resource);
    }

    // Names and values, or, as OpenTelemetry's own configuration has it, a list of both under attributes.
    private static Dictionary<string, string?> ReadResource(ConfigReader? reader)
    {
        var resource = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (reader is null)
        {
            return resource;
        }

        reader.Ignore("schema_url", "detection/development");
        if (reader.Has("attributes_list"))
        {
            reader.Error("is not supported, please use attributes", "attributes_list");
        }

        foreach (var name in reader.Keys.Except(["schema_url", "detection/development", "attributes_list", "attributes"]))
        {
            resource[name] = reader.Has(name) ? reader.String(name) : null;
        }

        if (resource.Count > 0 && reader.Has("attributes"))
        {
            reader.Error("cannot be used together with attributes beside it", "attributes");
        }

        foreach (var attribute in reader.Sections("attributes"))
        {
            resource[attribute.String("name")] = attribute.Raw("value")?.Text;
            attribute.HasKey("type");
            attribute.Finish();
        }

        reader.Finish();
        return resource;
    }

    private static LogLevel ReadLogLevel(ConfigReader? logs) => logs?.String("level", "info").ToLowerInvariant() switch
    {
        null or "info" or "" => LogLevel.Information,
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "dpanic" or "panic" or "fatal" => LogLevel.Critical,
        var word => Unknown(logs!, word),
    };

    private static LogLevel Unknown(ConfigReader logs, string word)
    {
        logs.Error($"unrecognized level: '{word}'; there are debug, info, warn, error, dpanic, panic and fatal", "level");
        return LogLevel.Information;
    }

    private static IEnumerable<(string Host, int Port)> ReadReader(ConfigReader reader)
    {
        if (reader.Section("pull")?.Section("exporter")?.Section("prometheus") is { } prometheus)
        {
            yield return (prometheus.String("host", "localhost"), prometheus.Int32("port", 8888));
        }
        else if (reader.Section("periodic") is { } periodic)
        {
            periodic.Warn("only pull readers are run here: these metrics are not pushed");
        }
        else
        {
            reader.Error("must name a reader: pull, or periodic");
        }
    }
}
