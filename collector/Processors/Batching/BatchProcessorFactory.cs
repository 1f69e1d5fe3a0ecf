using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Batching;

/// <summary>The batch processor: makes larger batches out of small ones, and smaller ones out of those that are too large.</summary>
internal sealed class BatchProcessorFactory() : ProcessorFactory<BatchSettings>("batch")
{
    private const uint DefaultSendSize = 8192;
    private const uint DefaultMetadataLimit = 1000;
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMilliseconds(200);

    protected override BatchSettings ReadSettings(ConfigReader reader)
    {
        var settings = new BatchSettings(
            reader.Duration("timeout", DefaultTimeout), Size("send_batch_size", DefaultSendSize), Size("send_batch_max_size", 0),
            [.. reader.Strings("metadata_keys").Select(static key => key.ToLowerInvariant()).Order(StringComparer.Ordinal)],
            Size("metadata_cardinality_limit", DefaultMetadataLimit));
        reader.Finish();
        if (settings.MaxSize > 0 && settings.MaxSize < settings.SendSize)
        {
            reader.Error("must be greater or equal to send_batch_size", "send_batch_max_size");
        }

        if (settings.Timeout < TimeSpan.Zero)
        {
            reader.Error("must be greater or equal to 0", "timeout");
        }

        if (settings.MetadataKeys.Distinct().Count() < settings.MetadataKeys.Count)
        {
            reader.Error("has an entry twice (header names have no case)", "metadata_keys");
        }

        return settings;

        int Size(string key, uint fallback) => (int)Math.Min(reader.UInt32(key, fallback), int.MaxValue);
    }

    protected override Processor Create(BatchSettings settings, ComponentContext context, IConsumer next) => new BatchProcessor(settings, context, next);
}
