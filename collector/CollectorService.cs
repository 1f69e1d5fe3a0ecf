using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Serving;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector;

/// <summary>A running collector: extensions, then pipelines; its own metrics beside them.</summary>
internal sealed partial class CollectorService(CollectorConfig config, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>
    /// How long a stop may take before what is not sent is given up. Closing connections comes on top: it is over before
    /// those who asked for it lose patience (an AppHost promises to be gone within 8 s, Docker waits 10 s, Kubernetes 30 s).
    /// </summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly OwnMetrics _metrics = new(config.Telemetry.MetricsLevel);
    private readonly Dictionary<string, IComponent> _extensions = [];
    private readonly List<IComponent> _startedExtensions = [];
    private readonly List<SmallServer> _metricsServers = [];
    private PipelineGraph? _pipelines;

    /// <exception cref="StartException">Something cannot start; nothing is left running.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ServeMetricsAsync(cancellationToken).ConfigureAwait(false);
            foreach (var id in config.ServiceExtensions)
            {
                var extension = config.Extensions[id];
                _extensions[id] = ((ExtensionFactory)extension.Factory).Create(extension.Settings, Context(extension.Id, default));
            }

            foreach (var (id, extension) in _extensions)
            {
                await StartExtensionAsync(id, extension, cancellationToken).ConfigureAwait(false);
            }

            var pipelines = PipelineGraph.Build(config, Context);
            await pipelines.StartAsync(cancellationToken).ConfigureAwait(false);
            _pipelines = pipelines;
            foreach (var watcher in _startedExtensions.OfType<IPipelineWatcher>())
            {
                watcher.Ready();
            }

            LogReady(loggers.CreateLogger<CollectorService>());
        }
        catch (StartException)
        {
            await StopAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Passes on what is held, within <see cref="StopLimit"/>; what is given up then is counted and logged.</summary>
    public async Task StopAsync()
    {
        LogStopping(loggers.CreateLogger<CollectorService>(), StopLimit.TotalSeconds);
        using var limit = new CancellationTokenSource(StopLimit, time);
        foreach (var watcher in _startedExtensions.OfType<IPipelineWatcher>())
        {
            watcher.NotReady();
        }

        if (_pipelines is not null)
        {
            await _pipelines.StopAsync(limit.Token).ConfigureAwait(false);
        }

        foreach (var extension in Enumerable.Reverse(_startedExtensions))
        {
            await extension.StopAsync(limit.Token).ConfigureAwait(false);
        }

        await Task.WhenAll(_metricsServers.Select(server => server.StopAsync(limit.Token))).ConfigureAwait(false);
    }

    private async Task ServeMetricsAsync(CancellationToken cancellationToken)
    {
        ProcessMetrics.AddTo(_metrics, time);
        var page = new OwnMetricsPage(_metrics, config.Telemetry.Resource);
        foreach (var (host, port) in config.Telemetry.MetricsEndpoints)
        {
            _metricsServers.Add(await SmallServer.StartAsync($"{host}:{port}", page.AnswerAsync, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task StartExtensionAsync(string id, IComponent extension, CancellationToken cancellationToken)
    {
        try
        {
            await extension.StartAsync(cancellationToken).ConfigureAwait(false);
            _startedExtensions.Add(extension);
        }
        catch (StartException error)
        {
            throw new StartException($"cannot start extensions: failed to start \"{id}\": {error.Message}");
        }
    }

    private ComponentContext Context(ComponentId id, Signal signal) =>
        new(id, signal, loggers, _metrics, time, name => _extensions.GetValueOrDefault(name));

    [LoggerMessage(LogLevel.Information, "Everything is ready: data is received and processed")]
    private static partial void LogReady(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Stopping: what is held is passed on, for {Seconds} s at the most")]
    private static partial void LogStopping(ILogger logger, double seconds);
}
