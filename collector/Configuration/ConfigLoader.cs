using System.Text.RegularExpressions;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Configuration;

/// <summary>Reads a whole configuration and checks that its parts fit together, as upstream's `validate` does.</summary>
public sealed partial class ConfigLoader(IReadOnlyList<ComponentFactory> factories)
{
    /// <summary>Reads it all; errors and warnings are in the findings.</summary>
    public CollectorConfig Load(ConfigNode root, ConfigFindings findings)
    {
        var reader = new ConfigReader(root, "", findings);
        if (root.Members.Count == 0)
        {
            findings.Error(root.Position, "", "the configuration is empty; it needs receivers, exporters and service::pipelines");
        }

        var receivers = ReadComponents(reader, "receivers", ComponentKind.Receiver);
        var processors = ReadComponents(reader, "processors", ComponentKind.Processor);
        var exporters = ReadComponents(reader, "exporters", ComponentKind.Exporter);
        var connectors = ReadComponents(reader, "connectors", ComponentKind.Connector);
        var extensions = ReadComponents(reader, "extensions", ComponentKind.Extension);
        var service = reader.Section("service") ?? new(ConfigNode.Map(root.Position), "service", findings);
        reader.Finish();

        Require(receivers, findings, root, "receivers", "no receiver is configured");
        Require(exporters, findings, root, "exporters", "no exporter is configured");
        var config = new CollectorConfig(receivers, processors, exporters, connectors, extensions,
            service.Strings("extensions"), ReadPipelines(service), TelemetrySettings.Read(service.Section("telemetry")));
        service.Finish();
        if (findings.Errors.Count == 0)
        {
            new ReferenceCheck(config, service, findings).Run();
        }

        return config;
    }

    private static void Require(Dictionary<string, ConfiguredComponent> components, ConfigFindings findings, ConfigNode root, string section, string message)
    {
        if (components.Count == 0 && root.Members.Count > 0 && findings.Errors.Count == 0)
        {
            findings.Error(root.Position, section, message);
        }
    }

    private static List<ConfiguredPipeline> ReadPipelines(ConfigReader service)
    {
        var pipelines = new List<ConfiguredPipeline>();
        var section = service.Section("pipelines");
        foreach (var name in section?.Keys.ToList() ?? [])
        {
            var pipeline = section!.SectionOrEmpty(name);
            if (pipeline is null)
            {
                continue;
            }

            var slash = name.IndexOf('/', StringComparison.Ordinal);
            Signal? signal = (slash < 0 ? name : name[..slash]).Trim() switch
            {
                "traces" => Signal.Traces,
                "metrics" => Signal.Metrics,
                "logs" => Signal.Logs,
                _ => null,
            };
            if (signal is null)
            {
                pipeline.Error($"unknown pipeline signal: '{(slash < 0 ? name : name[..slash])}'; there are traces, metrics and logs");
            }
            else if (slash >= 0 && !ComponentName().IsMatch(name[(slash + 1)..]))
            {
                pipeline.Error($"'{name[(slash + 1)..]}' is no name for a pipeline");
            }

            pipelines.Add(new(name, signal ?? Signal.Traces, pipeline.Position, pipeline.Node,
                pipeline.Strings("receivers"), pipeline.Strings("processors"), pipeline.Strings("exporters")));
            pipeline.Finish();
        }

        section?.Finish();
        return pipelines;
    }

    private Dictionary<string, ConfiguredComponent> ReadComponents(ConfigReader root, string sectionName, ComponentKind kind)
    {
        var components = new Dictionary<string, ConfiguredComponent>(StringComparer.Ordinal);
        var section = root.Section(sectionName);
        foreach (var key in section?.Keys.ToList() ?? [])
        {
            var settings = section!.SectionOrEmpty(key);
            if (settings is not null && ParseId(key, settings) is { } id && FindFactory(kind, id, settings) is { } factory)
            {
                components[id.ToString()] = new(id, factory, factory.Read(settings), settings.Position);
                settings.Finish();
            }
        }

        return components;
    }

    private static ComponentId? ParseId(string key, ConfigReader settings)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var type = (slash < 0 ? key : key[..slash]).Trim();
        var name = slash < 0 ? "" : key[(slash + 1)..].Trim();
        if (!ComponentType().IsMatch(type) || (slash >= 0 && !ComponentName().IsMatch(name)))
        {
            settings.Error($"'{key}' is no component's id: a type, and perhaps a slash and a name");
            return null;
        }

        return new(type, name);
    }

    private ComponentFactory? FindFactory(ComponentKind kind, ComponentId id, ConfigReader settings)
    {
        var factory = factories.FirstOrDefault(f => f.Kind == kind && (f.Type == id.Type || f.Aliases.Contains(id.Type)));
        if (factory is null)
        {
            var known = factories.Where(f => f.Kind == kind && f.IsRun).Select(f => f.Type).Order(StringComparer.Ordinal);
            settings.Error($"unknown type '{id.Type}' of {kind.ToString().ToLowerInvariant()}; known: {string.Join(", ", known)}");
        }

        return factory;
    }

    [GeneratedRegex(@"^[a-zA-Z][0-9a-zA-Z_]{0,62}\z")]
    private static partial Regex ComponentType();

    [GeneratedRegex(@"^[^\p{Z}\p{C}\p{S}]{1,1024}\z")]
    private static partial Regex ComponentName();
}
