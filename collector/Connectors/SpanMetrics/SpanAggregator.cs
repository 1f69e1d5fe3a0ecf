using System.Text;
using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>
/// Counts spans in their series. A span is read where it stands, and its series looked up by bytes: only one that is the
/// first of its series is made more of. Not to be called from two threads.
/// </summary>
internal sealed class SpanAggregator(SpanMetricsSettings settings)
{
    private const int SpanAttributes = 9;
    private const int SpanEvents = 11;
    private const int EventAttributes = 3;

    private static readonly string[] Kinds =
        ["SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER", ""];

    private static readonly string[] Statuses = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR", ""];
    private readonly string _instance = Guid.NewGuid().ToString();
    private readonly bool _tellsService = !settings.Excluded.Contains("service.name");
    private readonly bool _tellsName = !settings.Excluded.Contains("span.name");
    private readonly bool _tellsKind = !settings.Excluded.Contains("span.kind");
    private readonly bool _tellsStatus = !settings.Excluded.Contains("status.code");
    private readonly bool _tellsInstance = !settings.Excluded.Contains("collector.instance.id");
    private readonly bool _readsAttributes =
        !settings.Dimensions.IsEmpty || !settings.CallsDimensions.IsEmpty || !settings.DurationDimensions.IsEmpty || settings.EventDimensions is not null;

    private readonly bool _sharesKey = settings.CallsDimensions.IsEmpty && settings.DurationDimensions.IsEmpty;
    private readonly SeriesKey _key = new();
    private readonly List<AttributeSlices.Slice> _found = [];
    private readonly AttributeSlices _span = new();
    private readonly AttributeSlices _occurrence = new();
    private readonly WireWriter _changed = new();

    public void Add(in SpanSource source, Part part)
    {
        var bytes = part.WrittenTo(_changed);
        var span = new SpanView(bytes.Span);
        var duration = span.End > span.Start ? (span.End - span.Start) / settings.UnitNanoseconds : 0;
        var (times, isExtrapolated) = AdjustedCount.Of(span.TraceState, Random.Shared.NextDouble());
        var sample = new Sample(duration, times, isExtrapolated);
        if (_readsAttributes)
        {
            _span.Read(bytes, SpanAttributes);
        }

        ReadKey(source, span, settings.CallsDimensions, sample);
        Record(source.Metrics.Calls, source, span, sample);
        if (settings.HasHistogram)
        {
            if (!_sharesKey)
            {
                ReadKey(source, span, settings.DurationDimensions, sample);
            }

            Record(source.Metrics.Durations, source, span, sample);
        }

        if (settings.EventDimensions is { } dimensions)
        {
            AddEvents(source, span, bytes, dimensions, sample);
        }
    }

    /// <summary>Lets go of the bytes of the last span.</summary>
    public void Clear()
    {
        _span.Clear();
        _occurrence.Clear();
        _found.Clear();
    }

    private void AddEvents(in SpanSource source, in SpanView span, ReadOnlyMemory<byte> bytes, DimensionList dimensions, Sample sample)
    {
        var reader = new WireReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field != SpanEvents)
            {
                reader.Skip(type);
                continue;
            }

            _occurrence.Read(reader.ReadSlice(bytes), EventAttributes);
            ReadKey(source, span, dimensions, sample);
            Record(source.Metrics.Events, source, span, sample);
        }

        _occurrence.Clear();
    }

    // A series does not depend on its scope: where that is told at all, it is the first one's, as upstream has it.
    private void ReadKey(in SpanSource source, in SpanView span, DimensionList more, Sample sample)
    {
        _found.Clear();
        settings.Dimensions.Find(_span, _occurrence, source.Resource, _found);
        more.Find(_span, _occurrence, source.Resource, _found);
        _key.Clear();
        if (_tellsService)
        {
            _key.Add(source.Service.Bytes);
        }

        if (_tellsName)
        {
            _key.Add(span.Name);
        }

        if (_tellsKind)
        {
            _key.Add(KindOf(span));
        }

        if (_tellsStatus)
        {
            _key.Add(StatusOf(span));
        }

        if (settings.TellsSamplingMethod)
        {
            _key.Add(sample.IsExtrapolated ? 1 : 0);
        }

        foreach (var (name, value) in _found)
        {
            _key.Add(name.Span);
            _key.AddText(value);
        }
    }

    private void Record(SeriesTable table, in SpanSource source, in SpanView span, Sample sample)
    {
        var series = table.Find(_key.Bytes) ?? Create(table, source, span, sample);
        series.Add(sample.Duration, sample.Times, source.Time);
        series.AddExemplar(span, sample.Duration, settings.MaxExemplars);
    }

    private Series Create(SeriesTable table, in SpanSource source, in SpanView span, Sample sample)
    {
        var start = MetricMessages.Nanoseconds(source.Time);
        return table.IsFull ? table.Overflow(start) : table.Add(_key.Bytes, Attributes(source, span, sample), start);
    }

    private AttributeList Attributes(in SpanSource source, in SpanView span, Sample sample)
    {
        var attributes = new AttributeList();
        Tell(_tellsService, "service.name", source.Service.Text);
        Tell(_tellsName, "span.name", Encoding.UTF8.GetString(span.Name));
        Tell(_tellsKind, "span.kind", Kinds[KindOf(span)]);
        Tell(_tellsStatus, "status.code", Statuses[StatusOf(span)]);
        Tell(_tellsInstance, "collector.instance.id", _instance);
        if (settings.Scopes.Count > 0 && source.Scope.Message.Text(1) is { Length: > 0 } scope && settings.Scopes.Contains(scope))
        {
            var version = source.Scope.Message.Text(2);
            Tell(true, "span.instrumentation.scope.name", scope);
            Tell(version.Length > 0, "span.instrumentation.scope.version", version);
        }

        Tell(settings.TellsSamplingMethod, "sampling.method", sample.IsExtrapolated ? "extrapolated" : "counted");
        foreach (var (name, value) in _found)
        {
            // The batch's bytes go back to their pool: what is kept is a copy.
            attributes.Set(Encoding.UTF8.GetString(name.Span), AnyValue.Read(value).Copy());
        }

        return attributes;

        void Tell(bool isTold, string name, string value)
        {
            if (isTold)
            {
                attributes.Add(name, AnyValue.Of(value));
            }
        }
    }

    private static int KindOf(in SpanView span) => (int)Math.Min((uint)span.Kind, (uint)Kinds.Length - 1);

    private static int StatusOf(in SpanView span) => (int)Math.Min((uint)span.StatusCode, (uint)Statuses.Length - 1);

    /// <summary>What one span adds to a series.</summary>
    private readonly record struct Sample(double Duration, ulong Times, bool IsExtrapolated);
}
