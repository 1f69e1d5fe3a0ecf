using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Batching;

/// <summary>Takes items out of a batch by moving its groups. Both parts keep the bytes alive.</summary>
internal static class BatchSplit
{
    /// <summary>The first items of the batch, of which it has more than that. A metric is divided between its data points.</summary>
    public static Batch TakeFirst(Batch batch, int count)
    {
        var taken = new Batch(batch.Signal) { Metadata = batch.Metadata };
        taken.ShareBytesOf(batch);
        var whole = 0;
        while (CountOf(batch.Signal, batch.Resources[whole]) is var own && own <= count)
        {
            count -= own;
            whole++;
        }

        Move(batch.Resources, taken.Resources, whole);
        if (count > 0)
        {
            taken.Resources.Add(TakeFirst(batch.Signal, batch.Resources[0], count));
        }

        return taken;
    }

    private static ResourceGroup TakeFirst(Signal signal, ResourceGroup group, int count)
    {
        var taken = group.With([]);
        var whole = 0;
        while (CountOf(signal, group.Scopes[whole]) is var own && own <= count)
        {
            count -= own;
            whole++;
        }

        Move(group.Scopes, taken.Scopes, whole);
        if (count > 0)
        {
            taken.Scopes.Add(TakeFirst(signal, group.Scopes[0], count));
        }

        return taken;
    }

    private static ScopeGroup TakeFirst(Signal signal, ScopeGroup group, int count)
    {
        var taken = group.With([]);
        if (signal != Signal.Metrics)
        {
            Move(group.Items, taken.Items, count);
            return taken;
        }

        var whole = 0;
        while (MetricPoints.Count(group.Items[whole]) is var own && own <= count)
        {
            count -= own;
            whole++;
        }

        Move(group.Items, taken.Items, whole);
        if (count > 0)
        {
            var (first, rest) = MetricSplit.At(group.Items[0], count);
            taken.Items.Add(first);
            group.Items[0] = rest;
        }

        return taken;
    }

    private static void Move<T>(List<T> source, List<T> target, int count)
    {
        target.AddRange(source.GetRange(0, count));
        source.RemoveRange(0, count);
    }

    private static int CountOf(Signal signal, ResourceGroup group)
    {
        var count = 0;
        foreach (var scope in group.Scopes)
        {
            count += CountOf(signal, scope);
        }

        return count;
    }

    private static int CountOf(Signal signal, ScopeGroup group)
    {
        if (signal != Signal.Metrics)
        {
            return group.Items.Count;
        }

        var count = 0;
        foreach (var metric in group.Items)
        {
            count += MetricPoints.Count(metric);
        }

        return count;
    }
}
