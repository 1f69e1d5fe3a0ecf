namespace Orleans.Runtime;

/// <summary>More calls wait at an activation than <see cref="Orleans.Configuration.SiloMessagingOptions.MaxEnqueuedRequestsHardLimit"/> allows.</summary>
public sealed class LimitExceededException : OrleansException
{
    /// <summary>Without a message.</summary>
    public LimitExceededException() : base("Limit exceeded") { }

    /// <summary>With a message.</summary>
    public LimitExceededException(string message) : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public LimitExceededException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>With the limit, what was reached, and where.</summary>
    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base($"Limit exceeded {limitName} Current={current} Threshold={threshold} {extraInfo}") { }
}
