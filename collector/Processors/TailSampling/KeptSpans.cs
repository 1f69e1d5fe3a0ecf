using System.Buffers;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// Gathers spans of kept traces into a batch, grouped by resource and scope. They are copied once more, so that the store's
/// memory is free as soon as a trace is decided, however long the batch is under way.
/// </summary>
internal sealed class KeptSpans
{
    private const int MaxSpans = 8192;
    private const int MaxBytes = 4 << 20;
    private const int SegmentSize = 256 << 10;

    private readonly Dictionary<(long Chunk, int Offset), ScopeGroup> _places = [];
    private readonly Dictionary<byte[], ScopeGroup> _scopes = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], ResourceGroup> _resources = new(BytesComparer.Instance);
    private Batch _batch = new(Signal.Traces);
    private byte[] _segment = [];
    private int _used;
    private int _bytes;

    /// <summary>Spans since the last batch was taken.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the batch is large enough to be sent before another trace is added.</summary>
    public bool IsFull => Count >= MaxSpans || _bytes >= MaxBytes;

    /// <summary>Adds all spans of a list, and so never a part of a trace.</summary>
    public void Add(StoredSpans spans)
    {
        ScopeGroup? scope = null;
        while (spans.MoveNext())
        {
            if (spans.IsNewOrigin || scope is null)
            {
                scope = ScopeAt(spans.OriginPlace, spans.Origin);
            }

            scope.Items.Add(new(OtlpSchema.Span, Copy(spans.Current)));
            Count++;
            _bytes += spans.Current.Length;
        }
    }

    /// <summary>The batch of everything added since the last one was taken.</summary>
    public Batch Take()
    {
        CloseSegment();
        var batch = _batch;
        (_batch, Count, _bytes) = (new(Signal.Traces), 0, 0);
        _places.Clear();
        _scopes.Clear();
        _resources.Clear();
        return batch;
    }

    private static ReadOnlyMemory<byte> Own(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? default : bytes.ToArray();

    private ScopeGroup ScopeAt((long Chunk, int Offset) place, ReadOnlySpan<byte> origin)
    {
        if (_places.TryGetValue(place, out var scope))
        {
            return scope;
        }

        var whole = SpanOrigin.Whole(origin);
        var scopes = _scopes.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!scopes.TryGetValue(whole, out scope))
        {
            var resource = ResourceOf(whole, out var rest);
            SpanOrigin.Split(rest, out var content, out var schemaUrl);
            scope = new(new(OtlpSchema.Scope, Own(content)), Own(schemaUrl));
            resource.Scopes.Add(scope);
            scopes[whole] = scope;
        }

        return _places[place] = scope;
    }

    private ResourceGroup ResourceOf(ReadOnlySpan<byte> origin, out ReadOnlySpan<byte> rest)
    {
        var key = SpanOrigin.Split(origin, out var content, out var schemaUrl);
        rest = origin[key.Length..];
        var resources = _resources.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!resources.TryGetValue(key, out var resource))
        {
            resource = new(new(OtlpSchema.Resource, Own(content)), Own(schemaUrl));
            _batch.Resources.Add(resource);
            resources[key] = resource;
        }

        return resource;
    }

    private Memory<byte> Copy(ReadOnlySpan<byte> span)
    {
        if (_segment.Length - _used < span.Length)
        {
            CloseSegment();
            _segment = ArrayPool<byte>.Shared.Rent(Math.Max(SegmentSize, span.Length));
        }

        var target = _segment.AsMemory(_used, span.Length);
        span.CopyTo(target.Span);
        _used += span.Length;
        return target;
    }

    private void CloseSegment()
    {
        if (_used > 0)
        {
            _batch.TakeOver(new(_segment, _used));
            (_segment, _used) = ([], 0);
        }
    }
}
