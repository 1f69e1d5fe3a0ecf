using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>How large batches are, and how they are cut to size.</summary>
internal static class BatchSizes
{
    public static long Of(Batch batch, Sizer sizer)
    {
        switch (sizer)
        {
            case Sizer.Requests:
                return 1;
            case Sizer.Items:
                return batch.ItemCount;
            default:
                using (var writer = new WireWriter())
                {
                    batch.Write(writer);
                    return writer.Length;
                }
        }
    }

    /// <summary>
    /// Batches that are no larger than that, but for single parts that are larger themselves: a metric is not taken apart.
    /// Takes over the batch.
    /// </summary>
    public static IReadOnlyList<Batch> Split(Batch batch, long most, Sizer sizer)
    {
        if (most <= 0 || sizer == Sizer.Requests || Of(batch, sizer) <= most)
        {
            return [batch];
        }

        var pieces = new List<Batch>();
        var (piece, size) = (Begin(batch), 0L);
        foreach (var resource in batch.Resources)
        {
            ResourceGroup? resourceCopy = null;
            foreach (var scope in resource.Scopes)
            {
                ScopeGroup? scopeCopy = null;
                foreach (var part in scope.Items)
                {
                    var partSize = Of(part, sizer);
                    if (size > 0 && size + partSize > most)
                    {
                        pieces.Add(piece);
                        (piece, size, resourceCopy, scopeCopy) = (Begin(batch), 0, null, null);
                    }

                    if (resourceCopy is null)
                    {
                        piece.Resources.Add(resourceCopy = resource.With([]));
                        size += sizer == Sizer.Bytes ? Of(resource.Resource, sizer) : 0;
                    }

                    if (scopeCopy is null)
                    {
                        resourceCopy.Scopes.Add(scopeCopy = scope.With([]));
                        size += sizer == Sizer.Bytes ? Of(scope.Scope, sizer) : 0;
                    }

                    scopeCopy.Items.Add(part);
                    size += partSize;
                }
            }
        }

        pieces.Add(piece);
        batch.Dispose();
        return pieces;
    }

    private static Batch Begin(Batch whole)
    {
        var piece = new Batch(whole.Signal) { Metadata = whole.Metadata };
        piece.ShareBytesOf(whole);
        return piece;
    }

    private static long Of(Part part, Sizer sizer)
    {
        if (sizer == Sizer.Items)
        {
            return part.Type == OtlpSchema.Metric ? MetricPoints.Count(part) : 1;
        }

        using var writer = new WireWriter();
        part.Write(writer, 2);
        return writer.Length;
    }
}
