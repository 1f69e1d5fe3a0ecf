using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>What all exporters that send have in common.</summary>
/// <param name="Timeout">The longest that one attempt may take; zero for no limit.</param>
/// <param name="Retry">How failed attempts are repeated.</param>
/// <param name="Queue">What waits to be sent.</param>
internal sealed record SendingSettings(TimeSpan Timeout, RetrySettings Retry, QueueSettings Queue)
{
    /// <summary>For exporters that send nowhere and thus need neither a queue nor retries.</summary>
    public static SendingSettings Direct { get; } = new(TimeSpan.Zero, RetrySettings.Default with { IsEnabled = false }, QueueSettings.Off);

    public static SendingSettings Read(ConfigReader reader, TimeSpan defaultTimeout)
    {
        var timeout = reader.Duration("timeout", defaultTimeout);
        if (timeout < TimeSpan.Zero)
        {
            reader.Error("must be non-negative", "timeout");
        }

        return new(timeout, RetrySettings.Read(reader), QueueSettings.Read(reader));
    }
}
