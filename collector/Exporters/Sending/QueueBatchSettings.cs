using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>sending_queue::batch: requests in the queue are sent together.</summary>
/// <param name="FlushTimeout">The longest that a request waits for others.</param>
/// <param name="MinSize">With this much, they are sent.</param>
/// <param name="MaxSize">What is more is cut; zero for no limit.</param>
/// <param name="Sizer">What the sizes are counted in.</param>
internal sealed record QueueBatchSettings(TimeSpan FlushTimeout, long MinSize, long MaxSize, Sizer Sizer)
{
    public static QueueBatchSettings Read(ConfigReader reader)
    {
        var settings = new QueueBatchSettings(
            reader.Duration("flush_timeout", TimeSpan.FromMilliseconds(200)),
            reader.Int("min_size", 8192),
            reader.Int("max_size"),
            reader.OneOf("sizer", Sizer.Items, ("items", Sizer.Items), ("bytes", Sizer.Bytes)));
        reader.Ignore("partition");
        reader.Finish();
        if (settings.FlushTimeout <= TimeSpan.Zero)
        {
            reader.Error("must be positive", "flush_timeout");
        }

        if (settings.MinSize < 0)
        {
            reader.Error("must be non-negative", "min_size");
        }

        if (settings.MaxSize < 0)
        {
            reader.Error("must be non-negative", "max_size");
        }
        else if (settings.MaxSize > 0 && settings.MaxSize < settings.MinSize)
        {
            reader.Error("must be greater than or equal to min_size", "max_size");
        }

        return settings;
    }
}
