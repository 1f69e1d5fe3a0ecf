namespace Orleans.Configuration;

/// <summary>How calls wait at a silo.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How many calls may wait at one activation; more are refused with <see cref="Orleans.Runtime.LimitExceededException"/>. 0 for no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }
}
