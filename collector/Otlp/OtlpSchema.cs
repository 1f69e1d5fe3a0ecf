namespace TracingReference.Collector.Otlp;

/// <summary>
/// OTLP's messages (opentelemetry-proto 1.9), as one table. Reading and writing JSON, checking protobuf, and every
/// processor that has to reach "every attribute" or "every string" walk this table, so none can forget a place.
/// </summary>
public static class OtlpSchema
{
    private static readonly string[] SpanKinds =
        ["SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER"];

    private static readonly string[] StatusCodes = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    private static readonly string[] Temporalities =
        ["AGGREGATION_TEMPORALITY_UNSPECIFIED", "AGGREGATION_TEMPORALITY_DELTA", "AGGREGATION_TEMPORALITY_CUMULATIVE"];

    private static readonly string[] Severities =
    [
        "SEVERITY_NUMBER_UNSPECIFIED",
        .. from level in new[] { "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL" }
           from step in new[] { "", "2", "3", "4" }
           select $"SEVERITY_NUMBER_{level}{step}",
    ];

    public static MessageType Resource { get; } = new("Resource", new(1, "attributes", FieldKind.Attributes), new(2, "droppedAttributesCount", FieldKind.UInt32));

    public static MessageType Scope { get; } = new("InstrumentationScope",
        new(1, "name", FieldKind.String), new(2, "version", FieldKind.String), new(3, "attributes", FieldKind.Attributes), new(4, "droppedAttributesCount", FieldKind.UInt32));

    public static MessageType Event { get; } = new("Event",
        new(1, "timeUnixNano", FieldKind.Fixed64), new(2, "name", FieldKind.String), new(3, "attributes", FieldKind.Attributes), new(4, "droppedAttributesCount", FieldKind.UInt32));

    public static MessageType Link { get; } = new("Link",
        new(1, "traceId", FieldKind.TraceId), new(2, "spanId", FieldKind.SpanId), new(3, "traceState", FieldKind.String), new(4, "attributes", FieldKind.Attributes),
        new(5, "droppedAttributesCount", FieldKind.UInt32), new(6, "flags", FieldKind.Fixed32));

    public static MessageType Status { get; } = new("Status", new(2, "message", FieldKind.String), new(3, "code", FieldKind.Enum, Values: StatusCodes));

    public static MessageType Span { get; } = new("Span",
        new(1, "traceId", FieldKind.TraceId), new(2, "spanId", FieldKind.SpanId), new(3, "traceState", FieldKind.String), new(4, "parentSpanId", FieldKind.SpanId),
        new(5, "name", FieldKind.String), new(6, "kind", FieldKind.Enum, Values: SpanKinds), new(7, "startTimeUnixNano", FieldKind.Fixed64), new(8, "endTimeUnixNano", FieldKind.Fixed64),
        new(9, "attributes", FieldKind.Attributes), new(10, "droppedAttributesCount", FieldKind.UInt32),
        new(11, "events", FieldKind.Message, IsRepeated: true, Type: Event), new(12, "droppedEventsCount", FieldKind.UInt32),
        new(13, "links", FieldKind.Message, IsRepeated: true, Type: Link), new(14, "droppedLinksCount", FieldKind.UInt32),
        new(15, "status", FieldKind.Message, Type: Status), new(16, "flags", FieldKind.Fixed32));

    public static MessageType LogRecord { get; } = new("LogRecord",
        new(1, "timeUnixNano", FieldKind.Fixed64), new(2, "severityNumber", FieldKind.Enum, Values: Severities), new(3, "severityText", FieldKind.String), new(5, "body", FieldKind.Value),
        new(6, "attributes", FieldKind.Attributes), new(7, "droppedAttributesCount", FieldKind.UInt32), new(8, "flags", FieldKind.Fixed32),
        new(9, "traceId", FieldKind.TraceId), new(10, "spanId", FieldKind.SpanId), new(11, "observedTimeUnixNano", FieldKind.Fixed64), new(12, "eventName", FieldKind.String));

    public static MessageType Exemplar { get; } = new("Exemplar",
        new(7, "filteredAttributes", FieldKind.Attributes), new(2, "timeUnixNano", FieldKind.Fixed64), new(3, "asDouble", FieldKind.Double, IsOptional: true),
        new(6, "asInt", FieldKind.SFixed64, IsOptional: true), new(4, "spanId", FieldKind.SpanId), new(5, "traceId", FieldKind.TraceId));

    public static MessageType NumberDataPoint { get; } = new("NumberDataPoint",
        new(7, "attributes", FieldKind.Attributes), new(2, "startTimeUnixNano", FieldKind.Fixed64), new(3, "timeUnixNano", FieldKind.Fixed64),
        new(4, "asDouble", FieldKind.Double, IsOptional: true), new(6, "asInt", FieldKind.SFixed64, IsOptional: true),
        new(5, "exemplars", FieldKind.Message, IsRepeated: true, Type: Exemplar), new(8, "flags", FieldKind.UInt32));

    public static MessageType HistogramDataPoint { get; } = new("HistogramDataPoint",
        new(9, "attributes", FieldKind.Attributes), new(2, "startTimeUnixNano", FieldKind.Fixed64), new(3, "timeUnixNano", FieldKind.Fixed64), new(4, "count", FieldKind.Fixed64),
        new(5, "sum", FieldKind.Double, IsOptional: true), new(6, "bucketCounts", FieldKind.PackedFixed64), new(7, "explicitBounds", FieldKind.PackedDouble),
        new(8, "exemplars", FieldKind.Message, IsRepeated: true, Type: Exemplar), new(10, "flags", FieldKind.UInt32),
        new(11, "min", FieldKind.Double, IsOptional: true), new(12, "max", FieldKind.Double, IsOptional: true));

    public static MessageType Buckets { get; } = new("Buckets", new(1, "offset", FieldKind.SInt32), new(2, "bucketCounts", FieldKind.PackedVarint));

    public static MessageType ExponentialHistogramDataPoint { get; } = new("ExponentialHistogramDataPoint",
        new(1, "attributes", FieldKind.Attributes), new(2, "startTimeUnixNano", FieldKind.Fixed64), new(3, "timeUnixNano", FieldKind.Fixed64), new(4, "count", FieldKind.Fixed64),
        new(5, "sum", FieldKind.Double, IsOptional: true), new(6, "scale", FieldKind.SInt32), new(7, "zeroCount", FieldKind.Fixed64),
        new(8, "positive", FieldKind.Message, Type: Buckets), new(9, "negative", FieldKind.Message, Type: Buckets), new(10, "flags", FieldKind.UInt32),
        new(11, "exemplars", FieldKind.Message, IsRepeated: true, Type: Exemplar), new(12, "min", FieldKind.Double, IsOptional: true),
        new(13, "max", FieldKind.Double, IsOptional: true), new(14, "zeroThreshold", FieldKind.Double));

    public static MessageType QuantileValue { get; } = new("ValueAtQuantile", new(1, "quantile", FieldKind.Double), new(2, "value", FieldKind.Double));

    public static MessageType SummaryDataPoint { get; } = new("SummaryDataPoint",
        new(7, "attributes", FieldKind.Attributes), new(2, "startTimeUnixNano", FieldKind.Fixed64), new(3, "timeUnixNano", FieldKind.Fixed64), new(4, "count", FieldKind.Fixed64),
        new(5, "sum", FieldKind.Double), new(6, "quantileValues", FieldKind.Message, IsRepeated: true, Type: QuantileValue), new(8, "flags", FieldKind.UInt32));

    public static MessageType Gauge { get; } = new("Gauge", new Field(1, "dataPoints", FieldKind.Message, IsRepeated: true, Type: NumberDataPoint));

    public static MessageType Sum { get; } = new("Sum",
        new(1, "dataPoints", FieldKind.Message, IsRepeated: true, Type: NumberDataPoint), new(2, "aggregationTemporality", FieldKind.Enum, Values: Temporalities), new(3, "isMonotonic", FieldKind.Bool));

    public static MessageType Histogram { get; } = new("Histogram",
        new(1, "dataPoints", FieldKind.Message, IsRepeated: true, Type: HistogramDataPoint), new(2, "aggregationTemporality", FieldKind.Enum, Values: Temporalities));

    public static MessageType ExponentialHistogram { get; } = new("ExponentialHistogram",
        new(1, "dataPoints", FieldKind.Message, IsRepeated: true, Type: ExponentialHistogramDataPoint), new(2, "aggregationTemporality", FieldKind.Enum, Values: Temporalities));

    public static MessageType Summary { get; } = new("Summary", new Field(1, "dataPoints", FieldKind.Message, IsRepeated: true, Type: SummaryDataPoint));

    public static MessageType Metric { get; } = new("Metric",
        new(1, "name", FieldKind.String), new(2, "description", FieldKind.String), new(3, "unit", FieldKind.String),
        new(5, "gauge", FieldKind.Message, IsOptional: true, Type: Gauge), new(7, "sum", FieldKind.Message, IsOptional: true, Type: Sum),
        new(9, "histogram", FieldKind.Message, IsOptional: true, Type: Histogram),
        new(10, "exponentialHistogram", FieldKind.Message, IsOptional: true, Type: ExponentialHistogram),
        new(11, "summary", FieldKind.Message, IsOptional: true, Type: Summary), new(12, "metadata", FieldKind.Attributes));

    /// <summary>What the groups of a signal hold.</summary>
    public static MessageType Item(Signal signal) => signal switch
    {
        Signal.Traces => Span,
        Signal.Metrics => Metric,
        _ => LogRecord,
    };

    /// <summary>The whole request of a signal: resource groups (1) of resource (1) and scope groups (2) of scope (1) and items (2).</summary>
    public static MessageType Request(Signal signal) => Requests[(int)signal];

    private static MessageType[] Requests { get; } =
    [
        Groups("TracesData", "resourceSpans", "scopeSpans", "spans", Span),
        Groups("MetricsData", "resourceMetrics", "scopeMetrics", "metrics", Metric),
        Groups("LogsData", "resourceLogs", "scopeLogs", "logRecords", LogRecord),
    ];

    private static MessageType Groups(string name, string resources, string scopes, string items, MessageType item)
    {
        var scope = new MessageType(scopes,
            new(1, "scope", FieldKind.Message, Type: Scope), new(2, items, FieldKind.Message, IsRepeated: true, Type: item), new(3, "schemaUrl", FieldKind.String));
        var resource = new MessageType(resources,
            new(1, "resource", FieldKind.Message, Type: Resource), new(2, scopes, FieldKind.Message, IsRepeated: true, Type: scope), new(3, "schemaUrl", FieldKind.String));
        return new(name, new Field(1, resources, FieldKind.Message, IsRepeated: true, Type: resource));
    }
}
