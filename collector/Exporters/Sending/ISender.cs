using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>Brings one batch to a back end, once. Queues, retries, timeouts and counting are around it (<see cref="SendingExporter"/>).</summary>
internal interface ISender
{
    /// <summary>Labels that say where it sends to, for the exporter's own metrics.</summary>
    IReadOnlyList<(string Name, string Value)> Labels => [];

    /// <exception cref="Pipelines.StartException">It cannot work as configured.</exception>
    Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the batch, which stays the caller's.</summary>
    /// <exception cref="SendException">The back end did not take it.</exception>
    ValueTask SendAsync(Batch batch, CancellationToken cancellationToken);

    Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
