using System.Runtime.InteropServices;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// The spans of a request by trace, within each of its resources. It is made before the sampler is locked, and used again.
/// </summary>
internal sealed class RequestTraces
{
    private const int MostKept = 1 << 16;
    private readonly List<RequestSpan> _spans = [];
    private readonly List<RequestTrace> _traces = [];
    private readonly Dictionary<TraceId, int> _index = [];

    public ReadOnlySpan<RequestTrace> Traces => CollectionsMarshal.AsSpan(_traces);

    public ref readonly RequestSpan this[int span] => ref CollectionsMarshal.AsSpan(_spans)[span];

    /// <param name="batch">The request; its bytes must stay as long as this is read.</param>
    /// <param name="withSizes">Whether sizes are asked for.</param>
    public void Read(Batch batch, bool withSizes)
    {
        foreach (var resource in batch.Resources)
        {
            _index.Clear();
            var first = _traces.Count;
            foreach (var scope in resource.Scopes)
            {
                if (scope.Items.Count > 0)
                {
                    Read(scope, new SpanOrigin(resource, scope), withSizes);
                }
            }

            if (withSizes)
            {
                foreach (ref var trace in CollectionsMarshal.AsSpan(_traces)[first..])
                {
                    trace.Size = SpanSizes.OfResourceGroup(this, trace);
                }
            }
        }
    }

    public void Clear()
    {
        _spans.Clear();
        _traces.Clear();
        _index.Clear();
        if (_spans.Capacity > MostKept)
        {
            // The room for one huge request is not held for ever.
            _spans.Capacity = MostKept;
            _traces.Capacity = Math.Min(_traces.Capacity, MostKept);
            _index.TrimExcess();
        }
    }

    private void Read(ScopeGroup scope, SpanOrigin origin, bool withSizes)
    {
        // Spans of one trace mostly stand together.
        var (last, place) = (default(TraceId), -1);
        foreach (var item in scope.Items)
        {
            var bytes = PartBytes.Of(item);
            var view = new SpanView(bytes.Span);
            if (place < 0 || view.TraceId != last)
            {
                last = view.TraceId;
                place = TraceOf(last);
            }

            ref var trace = ref CollectionsMarshal.AsSpan(_traces)[place];
            trace.Facts.Add(view);
            trace.SpanCount++;
            if (trace.First < 0)
            {
                trace.First = _spans.Count;
            }
            else
            {
                CollectionsMarshal.AsSpan(_spans)[trace.Last].Next = _spans.Count;
            }

            trace.Last = _spans.Count;
            _spans.Add(new(bytes, origin, withSizes ? SpanSizes.OfSpan(bytes.Span) : 0) { Next = -1 });
        }
    }

    private int TraceOf(TraceId id)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_index, id, out var isKnown);
        if (!isKnown)
        {
            place = _traces.Count;
            _traces.Add(new(id));
        }

        return place;
    }
}
