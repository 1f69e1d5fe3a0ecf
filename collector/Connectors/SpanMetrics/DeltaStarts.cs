namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>
/// When each delta series was last told, so that its points follow each other without a gap however long it was silent in
/// between. Calls, durations and events of the same dimensions share one entry, as upstream has it.
/// </summary>
/// <param name="most">The least recently told ones are forgotten: their next point starts with its first span.</param>
internal sealed class DeltaStarts(int most)
{
    private readonly RecentMap<Entry> _entries = new(most);

    /// <summary>Where the point that is told now starts.</summary>
    /// <param name="series">The series and its resource.</param>
    /// <param name="first">The series' first span since the last flush, for one that was never told.</param>
    /// <param name="now">Where the point ends.</param>
    public ulong Next(byte[] series, ulong first, ulong now)
    {
        if (!_entries.TryGet(series, out var entry))
        {
            _entries.Add(series, new() { Told = now });
            return first;
        }

        if (entry.Told != now)
        {
            (entry.Before, entry.Told) = (entry.Told, now);
        }

        return entry.Before ?? first;
    }

    private sealed class Entry
    {
        public ulong? Before { get; set; }

        public ulong Told { get; set; }
    }
}
