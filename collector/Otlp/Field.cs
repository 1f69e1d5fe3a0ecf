namespace TracingReference.Collector.Otlp;

/// <summary>One field of an OTLP message.</summary>
/// <param name="Number">Its number on the wire.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRepeated">Whether there may be several.</param>
/// <param name="IsOptional">Whether presence counts (a oneof or an optional field), so that zero is written too.</param>
/// <param name="Type">The nested message, for <see cref="FieldKind.Message"/>.</param>
/// <param name="Values">The names of an enumeration's values from 0 on, which JSON may use instead of numbers.</param>
public sealed record Field(
    int Number, string Name, FieldKind Kind, bool IsRepeated = false, bool IsOptional = false, MessageType? Type = null, string[]? Values = null)
{
    public WireType WireType { get; } = Kind switch
    {
        FieldKind.Bool or FieldKind.UInt32 or FieldKind.Enum or FieldKind.Int64 or FieldKind.SInt32 => WireType.Varint,
        FieldKind.Fixed64 or FieldKind.SFixed64 or FieldKind.Double => WireType.Fixed64,
        FieldKind.Fixed32 => WireType.Fixed32,
        _ => WireType.Bytes,
    };
}
