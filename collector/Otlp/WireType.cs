namespace TracingReference.Collector.Otlp;

/// <summary>How a protobuf field stands on the wire (protobuf encoding, "Message structure").</summary>
public enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
