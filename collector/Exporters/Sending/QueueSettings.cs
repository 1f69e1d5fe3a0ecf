using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>sending_queue, with upstream's names, defaults and rules.</summary>
/// <param name="IsEnabled">Whether there is a queue; without one, the sender of a batch waits until it is delivered.</param>
/// <param name="Consumers">How many requests are sent at a time.</param>
/// <param name="Capacity">How much it holds, together with what is being sent.</param>
/// <param name="Sizer">What its capacity is counted in.</param>
/// <param name="BlocksOnOverflow">Whether a sender waits for room; else it is refused.</param>
/// <param name="WaitsForResult">Whether a sender waits until its batch is delivered.</param>
/// <param name="Storage">The extension that keeps it over restarts; empty for memory.</param>
/// <param name="Batch">How requests are sent together; null for one by one.</param>
internal sealed record QueueSettings(
    bool IsEnabled, int Consumers, long Capacity, Sizer Sizer, bool BlocksOnOverflow, bool WaitsForResult, string Storage, QueueBatchSettings? Batch)
{
    public static QueueSettings Default { get; } = new(true, 10, 1000, Sizer.Requests, false, false, "", null);

    public static QueueSettings Off { get; } = Default with { IsEnabled = false };

    public static QueueSettings Read(ConfigReader exporter)
    {
        if (exporter.Section("sending_queue") is not { } reader)
        {
            return Default;
        }

        var batch = reader.SectionOrEmpty("batch");
        var settings = new QueueSettings(
            reader.Bool("enabled", Default.IsEnabled),
            reader.Int32("num_consumers", Default.Consumers),
            reader.Int("queue_size", Default.Capacity),
            reader.OneOf("sizer", Default.Sizer, ("requests", Sizer.Requests), ("items", Sizer.Items), ("bytes", Sizer.Bytes)),
            reader.Bool("block_on_overflow"),
            reader.Bool("wait_for_result"),
            reader.String("storage"),
            batch is null ? null : QueueBatchSettings.Read(batch));
        reader.Finish();
        if (settings.IsEnabled)
        {
            settings.Check(reader);
        }

        return settings;
    }

    private void Check(ConfigReader reader)
    {
        if (Consumers <= 0)
        {
            reader.Error("must be positive", "num_consumers");
        }

        if (Capacity <= 0)
        {
            reader.Error("must be positive", "queue_size");
        }

        if (WaitsForResult && Storage.Length > 0)
        {
            reader.Error("is not supported with storage: a stored request may outlive the one that waits", "wait_for_result");
        }

        if (Batch is { } batch && batch.Sizer == Sizer && batch.MinSize > Capacity)
        {
            reader.Error("must be at least batch::min_size, or a batch could never be full", "queue_size");
        }
    }
}
