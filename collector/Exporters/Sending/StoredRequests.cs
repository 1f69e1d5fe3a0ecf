using System.Globalization;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>
/// A queue's requests on disk. Each is written before its sender is told that it was accepted, and removed after it was
/// delivered or given up: a process that dies in between sends it again (at least once). The name of each tells its place
/// and its size, so that a start reads names only.
/// </summary>
internal sealed class StoredRequests(IStorageClient storage, Signal signal)
{
    private long _last;

    /// <summary>What an earlier process left, oldest first.</summary>
    public IReadOnlyList<QueueEntry> Restore()
    {
        var entries = new List<QueueEntry>();
        foreach (var key in storage.Keys().Order(StringComparer.Ordinal))
        {
            var parts = key.Split('-');
            if (parts is [var place, var size] && long.TryParse(place, out var number) && long.TryParse(size, out var count))
            {
                _last = number;
                entries.Add(new(count, null, key));
            }
        }

        return entries;
    }

    /// <summary>Stores the batch, which stays the caller's.</summary>
    /// <exception cref="IOException">It could not be stored.</exception>
    public QueueEntry Store(Batch batch, long size)
    {
        using var writer = new WireWriter();
        batch.Write(writer);
        var key = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _last):D19}-{size}");
        storage.Write(key, writer.Written);
        return new(size, null, key);
    }

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="WireFormatException">It is not what was written.</exception>
    public Batch Load(string key)
    {
        var bytes = storage.Read(key);
        WireCheck.Request(signal, bytes);
        return Batch.Read(signal, Payload.Copy(bytes));
    }

    public void Remove(string key) => storage.Delete(key);
}
