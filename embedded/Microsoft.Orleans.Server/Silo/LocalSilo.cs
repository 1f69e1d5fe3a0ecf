using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>The silo: it knows every activation, makes them, and lets them end. Starts and stops with the host.</summary>
internal sealed class LocalSilo : IHostedService
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly Lazy<GrainClassMap> _classes;
    private volatile bool _running;
    private ITimer? _timer;
    private int _lastCollection;

    public LocalSilo(IServiceProvider services, ILogger<LocalSilo> logger, TimeProvider time)
    {
        (Services, Time, Log) = (services, time, new(logger));
        Messaging = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        Name = new(services.GetRequiredService<IOptions<EndpointOptions>>().Value, time);
        Tracing = services.GetService<CallTracing>();
        Clock = new(Shortest(TimeSpan.FromSeconds(1), Messaging.ResponseTimeout / 8, Collection.CollectionQuantum / 8));
        _classes = new(() => new GrainClassMap(services, Collection));
        GrainFactory = new GrainFactory(this);
    }

    public IServiceProvider Services { get; }

    public IClusterClient GrainFactory { get; }

    public TimeProvider Time { get; }

    public SiloLog Log { get; }

    public SiloMetrics Metrics { get; } = new();

    public SiloMessagingOptions Messaging { get; }

    public GrainCollectionOptions Collection { get; }

    public SiloClock Clock { get; }

    /// <summary>Present when calls are traced.</summary>
    public CallTracing? Tracing { get; }

    /// <summary>What this silo is called in activities.</summary>
    public SiloName Name { get; }

    public GrainClassMap Classes => _classes.Value;

    public TGrainInterface CreateReference<TGrainInterface>(GrainId grainId) =>
        (TGrainInterface)(object)GrainRegistry.CreateProxy(typeof(TGrainInterface), new(this, grainId));

    /// <summary>Sends a call to the activation of a grain.</summary>
    public void Route(GrainCall call, GrainId grainId) => GetOrActivate(grainId, call)?.Post(call);

    /// <summary>The activation of a grain, made if there is none. Null if the call cannot go anywhere: it has then failed.</summary>
    public Activation? GetOrActivate(GrainId grainId, GrainCall call)
    {
        while (true)
        {
            if (_activations.TryGetValue(grainId, out var existing) && !existing.IsGone)
            {
                return existing;
            }

            if (!_running)
            {
                call.Fail(new SiloUnavailableException($"The silo is not running, so {call.Method.FullName} of {grainId} cannot be called."));
                return null;
            }

            try
            {
                var activation = new Activation(this, Classes.Of(grainId.Type), grainId);
                if (_activations.TryAdd(grainId, activation))
                {
                    activation.Begin(LifecycleTracing.Activate(activation, call.Trace));
                    return activation;
                }
            }
            catch (OrleansException exception)
            {
                call.Fail(exception);
                return null;
            }
        }
    }

    public void Forget(Activation activation) => _activations.TryRemove(new(activation.GrainId, activation));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Services.GetService<ClusterOfOne>() is null)
        {
            throw new OrleansConfigurationException("Clustering has not been configured. Call UseLocalhostClustering; the stand-in for Orleans runs one silo.");
        }

        _ = Classes;
        _running = true;
        _timer = Time.CreateTimer(static silo => ((LocalSilo)silo!).Advance(), this, Clock.Tick, Clock.Tick);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _running = false;
        foreach (var (_, activation) in _activations)
        {
            activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "This process is terminating."), cancellationToken);
        }

        await Task.WhenAll(_activations.Values.Select(activation => activation.Deactivated))
            .WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (_, activation) in _activations)
        {
            activation.Abandon(new SiloUnavailableException($"The silo stopped before {activation.GrainId} answered."));
        }

        _timer?.Dispose();
    }

    private void Advance()
    {
        Clock.Advance();
        var collects = Clock.HasPassed(Collection.CollectionQuantum, _lastCollection);
        if (collects)
        {
            _lastCollection = Clock.Now;
        }

        foreach (var (_, activation) in _activations)
        {
            activation.Expire();
            if (collects)
            {
                activation.DeactivateIfIdle();
            }
        }
    }

    private static TimeSpan Shortest(params ReadOnlySpan<TimeSpan> times)
    {
        var shortest = times[0];
        foreach (var time in times)
        {
            shortest = time > TimeSpan.Zero && time < shortest ? time : shortest;
        }

        return shortest;
    }
}
