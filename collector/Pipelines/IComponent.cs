namespace TracingReference.Collector.Pipelines;

/// <summary>Something that is started before telemetry flows and stopped after it.</summary>
public interface IComponent
{
    /// <exception cref="StartException">It cannot work as configured; the collector does not start.</exception>
    Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Passes on what it still holds, and frees what it uses. Called once, after everything before it has stopped. Whoever
    /// passes something on need not look at the limit: exporters end every wait with it (<see cref="IExporter.BeginStop"/>).
    /// </summary>
    Task StopAsync(CancellationToken limit) => Task.CompletedTask;
}
