using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Adaptive;

/// <summary>Finds the route that a span gives its trace, from its bytes while it has not been changed.</summary>
internal sealed class SpanRoute(string attribute)
{
    private const int Server = 2;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(attribute);

    /// <summary>The route, and what it is worth: 2 from a root span, 1 from another server span, 0 from none.</summary>
    public (string Route, int Rank) Of(Part span)
    {
        var (isRoot, kind) = Place(span);
        if (!isRoot && kind != Server)
        {
            return ("", 0);
        }

        var route = span.Bytes is { } bytes ? Find(bytes) : span.Message.Attributes[attribute]?.Text ?? "";
        return route.Length == 0 ? ("", 0) : (route, isRoot ? 2 : 1);
    }

    private static (bool IsRoot, int Kind) Place(Part span)
    {
        if (span.Bytes is { } bytes)
        {
            var view = new SpanView(bytes.Span);
            return (view.IsRoot, view.Kind);
        }

        return (span.Message.Raw(4).Span.IndexOfAnyExcept((byte)0) < 0, (int)span.Message.Bits(6));
    }

    private string Find(ReadOnlyMemory<byte> span)
    {
        var field = OtlpSchema.Span.Attributes!.Number;
        var reader = new WireReader(span.Span);
        while (!reader.AtEnd)
        {
            var (number, type) = reader.ReadTag();
            if (number != field)
            {
                reader.Skip(type);
                continue;
            }

            var entry = reader.ReadSlice(span);
            if (entry.Span.IndexOf(_key) >= 0)
            {
                var one = new AttributeList();
                one.Read(entry);
                if (one[attribute] is { } value)
                {
                    return value.Text;
                }
            }
        }

        return "";
    }
}
