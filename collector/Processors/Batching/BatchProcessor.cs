using System.Collections.Concurrent;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Batching;

/// <summary>
/// Collects items until there are enough, or until they have waited long enough. Groups are moved, never looked into. A sender
/// waits while the batch that it has filled is taken over by what comes next: that is the back-pressure, and the bound.
/// </summary>
internal sealed class BatchProcessor : Processor
{
    private readonly ConcurrentDictionary<string, BatchShard> _shards = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly BatchSettings _settings;
    private readonly Func<ClientMetadata, BatchShard> _create;
    private readonly BatchShard? _single;

    public BatchProcessor(BatchSettings settings, ComponentContext context, IConsumer next)
        : base(next)
    {
        _settings = settings;
        var metrics = new BatchMetrics(context, () => _single is null ? _shards.Count : 1);
        _create = metadata => new(settings, metadata, next, context, metrics);
        _single = settings.MetadataKeys.Count == 0 ? _create(ClientMetadata.None) : null;
    }

    public override ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken) =>
        (_single ?? ShardOf(batch)).AddAsync(batch, cancellationToken);

    public override async Task StopAsync(CancellationToken limit)
    {
        foreach (var shard in _single is null ? _shards.Values : [_single])
        {
            await shard.StopAsync().ConfigureAwait(false);
        }
    }

    private BatchShard ShardOf(Batch batch)
    {
        // Lengths stand before the values, so that no two combinations have one key.
        var values = _settings.MetadataKeys.Select(key => batch.Metadata[key]);
        var key = string.Concat(values.Select(static list => $"{list.Count};{string.Concat(list.Select(static value => $"{value.Length}:{value}"))}"));
        return _shards.TryGetValue(key, out var shard) ? shard : AddShard(key, batch);
    }

    private BatchShard AddShard(string key, Batch batch)
    {
        lock (_lock)
        {
            if (_shards.TryGetValue(key, out var shard))
            {
                return shard;
            }

            if (_settings.MetadataLimit > 0 && _shards.Count >= _settings.MetadataLimit)
            {
                batch.Dispose();
                throw new ConsumeException($"too many batcher metadata-value combinations: {_settings.MetadataLimit} are in use (metadata_cardinality_limit)", isPermanent: true);
            }

            var headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
            foreach (var name in _settings.MetadataKeys)
            {
                if (batch.Metadata[name] is { Count: > 0 } values)
                {
                    headers[name] = [.. values];
                }
            }

            return _shards[key] = _create(new(headers));
        }
    }
}
