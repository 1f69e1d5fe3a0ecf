namespace TracingReference.Collector.Pipelines;

/// <summary>A batch that was not accepted.</summary>
/// <param name="message">What the sender is told.</param>
/// <param name="status">The back end's status, where it gave one: the sender is told that one too.</param>
/// <param name="isPermanent">Whether sending it again is no use.</param>
/// <param name="retryAfter">How long the sender shall wait, where the back end said so.</param>
public sealed class ConsumeException(string message, StatusCode? status = null, bool isPermanent = false, TimeSpan? retryAfter = null) : Exception(message)
{
    public StatusCode? Status { get; } = status;

    public bool IsPermanent { get; } = isPermanent;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
