using Google.Protobuf;

namespace TracingReference.LoadTest.Otlp;

/// <summary>Walks the fields of a protobuf message by their numbers.</summary>
internal static class ProtobufReader
{
    public delegate void FieldReader(int field, CodedInputStream input);

    /// <summary>Calls <paramref name="read"/> for each field; what it does not read is skipped.</summary>
    public static void Read(ReadOnlyMemory<byte> message, FieldReader read)
    {
        using var input = new CodedInputStream(message.ToArray());
        while (input.ReadTag() is > 0 and var tag)
        {
            var before = input.Position;
            read(WireFormat.GetTagFieldNumber(tag), input);
            if (input.Position == before)
            {
                input.SkipLastField();
            }
        }
    }

    /// <summary>Reads an embedded message.</summary>
    public static ReadOnlyMemory<byte> Message(this CodedInputStream input) => input.ReadBytes().Memory;
}
