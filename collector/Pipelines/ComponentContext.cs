using TracingReference.Collector.Otlp;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Pipelines;

/// <summary>What a component is given besides its own settings.</summary>
/// <param name="Id">Its name in the configuration.</param>
/// <param name="Signal">What it carries; a component in pipelines of several signals exists once for each, but for receivers and extensions.</param>
/// <param name="Loggers">Its log.</param>
/// <param name="Metrics">The collector's own metrics.</param>
/// <param name="Time">The clock that all waiting and all decisions go by.</param>
/// <param name="Extensions">Finds an extension by name, an authenticator or a storage for example; null where there is none.</param>
public sealed record ComponentContext(
    ComponentId Id, Signal Signal, ILoggerFactory Loggers, OwnMetrics Metrics, TimeProvider Time, Func<string, IComponent?> Extensions)
{
    public ILogger Logger => Loggers.CreateLogger($"{Id}");

    /// <summary>The extension of that name, which must be of that kind.</summary>
    /// <exception cref="StartException">There is none, or it is something else.</exception>
    public T Extension<T>(string name)
        where T : class => Extensions(name) switch
        {
            T extension => extension,
            null => throw new StartException($"{Id} names the extension '{name}', which service::extensions does not"),
            _ => throw new StartException($"{Id} names the extension '{name}', which is no {typeof(T).Name}"),
        };
}
