namespace TracingReference.Collector.Otlp;

/// <summary>What a field of an OTLP message holds: its protobuf type, and what it means where that decides its form in JSON.</summary>
public enum FieldKind
{
    String,
    Bytes,
    TraceId,
    SpanId,
    Bool,
    UInt32,
    Enum,
    Int64,
    SInt32,
    Fixed32,
    Fixed64,
    SFixed64,
    Double,
    Message,
    Value,
    Attributes,
    PackedFixed64,
    PackedVarint,
    PackedDouble,
}
