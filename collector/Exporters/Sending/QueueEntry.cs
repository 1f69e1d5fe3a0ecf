using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>A request in a queue.</summary>
/// <param name="size">How much of the queue it takes.</param>
/// <param name="batch">The request; null where it is stored.</param>
/// <param name="key">Where it is stored; null where it is not.</param>
/// <param name="result">Whoever waits for it.</param>
internal sealed class QueueEntry(long size, Batch? batch, string? key, TaskCompletionSource? result = null)
{
    public long Size => size;

    public Batch? Batch => batch;

    public string? Key => key;

    public TaskCompletionSource? Result => result;
}
