using System.Text;

namespace TracingReference.LoadTest.Otlp;

/// <summary>
/// What an SDK itself counts of one service's spans, as <c>otel.sdk.processor.span.processed</c> tells it: cumulatively, one point for
/// each set of attributes (a processor, and why it dropped, if it did) of each process. An export may overtake another.
/// </summary>
internal sealed class SdkSpanCount
{
    /// <summary>The metric.</summary>
    public static ReadOnlySpan<byte> Name => "otel.sdk.processor.span.processed"u8;

    private readonly Dictionary<string, Point> points = new(StringComparer.Ordinal);

    /// <summary>Spans that were handed to the exporter.</summary>
    public long Processed => points.Values.Where(point => !point.IsDrop).Sum(point => point.Value);

    /// <summary>Spans that were dropped.</summary>
    public long Dropped => points.Values.Where(point => point.IsDrop).Sum(point => point.Value);

    /// <summary>Takes a point; of equal attributes the one that was measured last is what counts.</summary>
    /// <param name="resource">Whose it is: the bytes of its Resource.</param>
    /// <param name="point">The bytes of its NumberDataPoint: time (3), as_double (4) or as_int (6), attributes (7).</param>
    /// <exception cref="InvalidDataException">It is no protobuf message.</exception>
    public void Add(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> point)
    {
        var (time, value, isDrop) = (0UL, 0L, false);
        var attributes = new List<string>();
        for (var fields = new WireFields(point); fields.Next();)
        {
            switch (fields.Field)
            {
                case 3: time = fields.Number; break;
                case 4: value = (long)BitConverter.UInt64BitsToDouble(fields.Number); break;
                case 6: value = (long)fields.Number; break;
                case 7:
                    attributes.Add(Convert.ToHexString(fields.Bytes));
                    isDrop |= WireFields.Find(fields.Bytes, 1).SequenceEqual("error.type"u8);
                    break;
            }
        }

        attributes.Sort(StringComparer.Ordinal); // they are a set
        var key = new StringBuilder(Convert.ToHexString(resource)).AppendJoin(' ', attributes.Prepend("")).ToString();
        if (!points.TryGetValue(key, out var before) || before.Time <= time)
        {
            points[key] = new(time, value, isDrop);
        }
    }

    private readonly record struct Point(ulong Time, long Value, bool IsDrop);
}
