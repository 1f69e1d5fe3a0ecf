using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>
/// The components of a configuration, connected. They are started from the ends to the receivers, so that nothing flows
/// before there is somewhere to go, and stopped the other way round, so that each still has somewhere to flush to.
/// </summary>
public sealed partial class PipelineGraph
{
    private readonly CollectorConfig _config;
    private readonly Func<ComponentId, Signal, ComponentContext> _context;
    private readonly Dictionary<(string Id, Signal Signal), IExporter> _exporters = [];
    private readonly Dictionary<(string Id, Signal From, Signal To), IExporter> _connectors = [];
    private readonly Dictionary<string, IConsumer> _entrances = [];
    private readonly List<(ComponentId Id, IComponent Component)> _startOrder = [];

    private PipelineGraph(CollectorConfig config, Func<ComponentId, Signal, ComponentContext> context)
    {
        (_config, _context) = (config, context);
    }

    /// <summary>Makes every component that a pipeline uses.</summary>
    /// <exception cref="StartException">One cannot be made.</exception>
    public static PipelineGraph Build(CollectorConfig config, Func<ComponentId, Signal, ComponentContext> context)
    {
        var graph = new PipelineGraph(config, context);
        foreach (var pipeline in config.Pipelines)
        {
            graph.Entrance(pipeline);
        }

        graph.AddReceivers();
        return graph;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var started = 0; started < _startOrder.Count; started++)
        {
            try
            {
                await _startOrder[started].Component.StartAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (StartException error)
            {
                await StopAsync(started, cancellationToken).ConfigureAwait(false);
                throw new StartException($"cannot start pipelines: failed to start \"{_startOrder[started].Id}\": {error.Message}");
            }
        }
    }

    /// <summary>Passes on what is held. What has not been sent when the limit comes is given up and counted by the exporters.</summary>
    public Task StopAsync(CancellationToken limit) => StopAsync(_startOrder.Count, limit);

    private async Task StopAsync(int started, CancellationToken limit)
    {
        var all = _startOrder.Take(started).Reverse().ToList();
        var ends = _exporters.Values.ToHashSet<IComponent>();
        foreach (var exporter in all.Select(entry => entry.Component).OfType<IExporter>())
        {
            exporter.BeginStop(limit);
        }

        foreach (var (id, component) in all.Where(entry => !ends.Contains(entry.Component)))
        {
            await StopAsync(id, component, limit).ConfigureAwait(false);
        }

        // None of them flows into another: together they take no longer than the slowest.
        await Task.WhenAll(all.Where(entry => ends.Contains(entry.Component)).Select(entry => StopAsync(entry.Id, entry.Component, limit))).ConfigureAwait(false);
    }

    private async Task StopAsync(ComponentId id, IComponent component, CancellationToken limit)
    {
        try
        {
            await component.StopAsync(limit).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The others still have something to pass on.
            LogStopFailed(_context(id, default).Logger, error);
        }
    }

    // Made from the end: whatever a pipeline flows into is there, and in the start order, before it.
    private IConsumer Entrance(ConfiguredPipeline pipeline)
    {
        if (_entrances.TryGetValue(pipeline.Name, out var entrance))
        {
            return entrance;
        }

        var next = FanOut.To([.. pipeline.Exporters.Distinct().SelectMany(id => Ends(pipeline, id))]);
        var mutates = next.MutatesData;
        foreach (var id in pipeline.Processors.Reverse())
        {
            var component = _config.Processors[id];
            var processor = ((ProcessorFactory)component.Factory).Create(component.Settings, _context(component.Id, pipeline.Signal), next);
            mutates |= processor.MutatesData;
            _startOrder.Add((component.Id, processor));
            next = processor;
        }

        return _entrances[pipeline.Name] = new PipelineEntrance(next, mutates);
    }

    private IEnumerable<IConsumer> Ends(ConfiguredPipeline pipeline, string id)
    {
        if (!_config.Connectors.TryGetValue(id, out var connector))
        {
            yield return Exporter(_config.Exporters[id], pipeline.Signal);
            yield break;
        }

        var factory = (ConnectorFactory)connector.Factory;
        var targets = _config.Pipelines.Where(target => target.Receivers.Contains(id) && factory.Connects(pipeline.Signal, target.Signal));
        foreach (var group in targets.GroupBy(target => target.Signal))
        {
            var key = (id, pipeline.Signal, group.Key);
            if (!_connectors.TryGetValue(key, out var made))
            {
                var next = FanOut.To([.. group.Select(Entrance)]);
                _connectors[key] = made = factory.Create(connector.Settings, _context(connector.Id, pipeline.Signal), group.Key, next);
                _startOrder.Add((connector.Id, made));
            }

            yield return made;
        }
    }

    private IExporter Exporter(ConfiguredComponent component, Signal signal)
    {
        var key = (component.Id.ToString(), signal);
        if (!_exporters.TryGetValue(key, out var exporter))
        {
            _exporters[key] = exporter = ((ExporterFactory)component.Factory).Create(component.Settings, _context(component.Id, signal));
            _startOrder.Add((component.Id, exporter));
        }

        return exporter;
    }

    private void AddReceivers()
    {
        foreach (var (id, component) in _config.Receivers)
        {
            var pipelines = _config.Pipelines.Where(pipeline => pipeline.Receivers.Contains(id)).ToList();
            if (pipelines.Count > 0)
            {
                var consumers = pipelines.GroupBy(pipeline => pipeline.Signal)
                    .ToDictionary(group => group.Key, group => FanOut.To([.. group.Select(Entrance)]));
                var receiver = ((ReceiverFactory)component.Factory).Create(component.Settings, _context(component.Id, pipelines[0].Signal), consumers);
                _startOrder.Add((component.Id, receiver));
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "stopping has failed")]
    private static partial void LogStopFailed(ILogger logger, Exception error);
}
