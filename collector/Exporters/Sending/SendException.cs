using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>A batch that a back end did not take.</summary>
internal sealed class SendException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The status that stands for the answer; null where there was none.</summary>
    public StatusCode? Status { get; init; }

    /// <summary>Whether sending it again is no use.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>How long the back end asked to wait; less than the back-off changes nothing.</summary>
    public TimeSpan? Throttle { get; init; }

    /// <summary>Whether our own client is told to wait as long: gRPC's RetryInfo is passed on, HTTP's Retry-After is not.</summary>
    public bool TellsThrottle { get; init; }

    /// <summary>Whether retrying was given up because the collector stops.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>The same, said with what became of it.</summary>
    public SendException Because(string what, bool isInterrupted = false) => new($"{what}: {Message}", InnerException)
    {
        Status = Status, IsPermanent = IsPermanent, Throttle = Throttle, TellsThrottle = TellsThrottle, IsInterrupted = isInterrupted,
    };

    /// <summary>What the pipeline is told.</summary>
    public ConsumeException ToConsumeException() => new(Message, Status, IsPermanent, TellsThrottle ? Throttle : null);
}
