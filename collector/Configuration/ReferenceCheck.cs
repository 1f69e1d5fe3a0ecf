using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Configuration;

/// <summary>Checks that what pipelines name exists, can carry their signal, and that connectors make no circle.</summary>
internal sealed class ReferenceCheck(CollectorConfig config, ConfigReader service, ConfigFindings findings)
{
    public void Run()
    {
        if (config.Pipelines.Count == 0)
        {
            service.Error("service must have at least one pipeline", "pipelines");
        }

        foreach (var extension in config.ServiceExtensions.Where(extension => !config.Extensions.ContainsKey(extension)))
        {
            findings.Error(PlaceOf(service.Raw("extensions"), extension) ?? service.Position, service.PathOf("extensions"),
                $"references extension '{extension}' which is not configured");
        }

        foreach (var pipeline in config.Pipelines)
        {
            CheckPipeline(pipeline);
        }

        foreach (var (id, connector) in config.Connectors)
        {
            CheckConnector(id, connector);
        }

        if (findings.Errors.Count == 0)
        {
            FindCircle();
            WarnOfUnused();
        }
    }

    private static string PathOf(ConfiguredPipeline pipeline) => $"service::pipelines::{pipeline.Name}";

    private void CheckPipeline(ConfiguredPipeline pipeline)
    {
        if (pipeline.Receivers.Count == 0)
        {
            Error(pipeline, "receivers", "", "must have at least one receiver");
        }

        if (pipeline.Exporters.Count == 0)
        {
            Error(pipeline, "exporters", "", "must have at least one exporter");
        }

        foreach (var receiver in pipeline.Receivers)
        {
            CheckReference(pipeline, "receiver", receiver, config.Receivers, config.Connectors);
        }

        foreach (var processor in pipeline.Processors)
        {
            CheckReference(pipeline, "processor", processor, config.Processors, null);
        }

        foreach (var twice in pipeline.Processors.GroupBy(id => id).Where(group => group.Count() > 1))
        {
            Error(pipeline, "processors", twice.Key, $"references processor '{twice.Key}' multiple times");
        }

        foreach (var exporter in pipeline.Exporters)
        {
            CheckReference(pipeline, "exporter", exporter, config.Exporters, config.Connectors);
        }
    }

    private void CheckReference(ConfiguredPipeline pipeline, string role, string id,
        IReadOnlyDictionary<string, ConfiguredComponent> components, IReadOnlyDictionary<string, ConfiguredComponent>? connectors)
    {
        if (connectors?.ContainsKey(id) == true)
        {
            return;
        }

        if (!components.TryGetValue(id, out var component))
        {
            Error(pipeline, $"{role}s", id, $"references {role} '{id}' which is not configured");
        }
        else if (!component.Factory.Signals.Contains(pipeline.Signal))
        {
            Error(pipeline, $"{role}s", id, $"{role} '{id}' does not support {pipeline.Signal.ToString().ToLowerInvariant()}");
        }
    }

    private void CheckConnector(string id, ConfiguredComponent component)
    {
        if (config.Exporters.ContainsKey(id) || config.Receivers.ContainsKey(id))
        {
            findings.Error(component.Position, $"connectors::{id}", "a receiver or exporter has the same name; a pipeline could not tell them apart");
            return;
        }

        var inputs = config.Pipelines.Where(pipeline => pipeline.Exporters.Contains(id)).ToList();
        var outputs = config.Pipelines.Where(pipeline => pipeline.Receivers.Contains(id)).ToList();
        foreach (var input in inputs.Where(input => !outputs.Exists(output => Connects(component, input.Signal, output.Signal))))
        {
            Error(input, "exporters", id, $"connector '{id}' used as exporter in [{input.Name}] pipeline but not used in any supported receiver pipeline");
        }

        foreach (var output in outputs.Where(output => !inputs.Exists(input => Connects(component, input.Signal, output.Signal))))
        {
            Error(output, "receivers", id, $"connector '{id}' used as receiver in [{output.Name}] pipeline but not used in any supported exporter pipeline");
        }
    }

    private static bool Connects(ConfiguredComponent connector, Signal from, Signal to) => ((ConnectorFactory)connector.Factory).Connects(from, to);

    private void FindCircle()
    {
        var done = new HashSet<string>();
        foreach (var pipeline in config.Pipelines)
        {
            if (Follow(pipeline, [], done) is { } circle)
            {
                findings.Error(pipeline.Position, PathOf(pipeline), $"cycle detected: {string.Join(" -> ", circle)}");
                return;
            }
        }
    }

    private List<string>? Follow(ConfiguredPipeline pipeline, List<string> way, HashSet<string> done)
    {
        if (way.Contains(pipeline.Name))
        {
            return [.. way.SkipWhile(name => name != pipeline.Name), pipeline.Name];
        }

        if (!done.Contains(pipeline.Name))
        {
            way.Add(pipeline.Name);
            foreach (var connector in pipeline.Exporters.Where(config.Connectors.ContainsKey))
            {
                foreach (var next in config.Pipelines.Where(next => next.Receivers.Contains(connector) && Connects(config.Connectors[connector], pipeline.Signal, next.Signal)))
                {
                    if (Follow(next, way, done) is { } circle)
                    {
                        return circle;
                    }
                }
            }

            way.RemoveAt(way.Count - 1);
            done.Add(pipeline.Name);
        }

        return null;
    }

    private void WarnOfUnused()
    {
        Warn("receivers", config.Receivers, config.Pipelines.SelectMany(pipeline => pipeline.Receivers));
        Warn("processors", config.Processors, config.Pipelines.SelectMany(pipeline => pipeline.Processors));
        Warn("exporters", config.Exporters, config.Pipelines.SelectMany(pipeline => pipeline.Exporters));
        Warn("connectors", config.Connectors, config.Pipelines.SelectMany(pipeline => pipeline.Receivers.Concat(pipeline.Exporters)));
        Warn("extensions", config.Extensions, config.ServiceExtensions);

        void Warn(string section, IReadOnlyDictionary<string, ConfiguredComponent> components, IEnumerable<string> used)
        {
            foreach (var (id, component) in components.ExceptBy(used, component => component.Key))
            {
                findings.Warning(component.Position, $"{section}::{id}", "is configured, but nothing uses it");
            }
        }
    }

    // Where an id stands in its list; where it is missing, the list; where that is, nothing.
    private static Position? PlaceOf(ConfigNode? list, string id) => (list?.Items.Find(item => item.Text == id) ?? list)?.Position;

    private void Error(ConfiguredPipeline pipeline, string list, string id, string message) => findings.Error(
        PlaceOf(pipeline.Node.Members.GetValueOrDefault(list), id) ?? pipeline.Position, PathOf(pipeline), message);
}
