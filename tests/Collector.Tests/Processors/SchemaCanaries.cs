using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>Writes a message with a canary in every place where a string can stand, as the schema has it.</summary>
internal static class SchemaCanaries
{
    /// <summary>How many there are.</summary>
    public static int Write(MessageType type, string canary, WireWriter writer)
    {
        var count = 0;
        foreach (var field in type.Fields)
        {
            switch (field.Kind)
            {
                case FieldKind.String:
                    writer.String(field.Number, canary);
                    count++;
                    break;
                case FieldKind.Attributes:
                    count += Value(canary, out var values);
                    var attributes = new AttributeList();
                    attributes.Add($"key of {canary}", values);
                    attributes.Write(writer, field.Number);
                    count++;
                    break;
                case FieldKind.Value:
                    var start = writer.Begin(field.Number);
                    count += Value(canary, out var value);
                    value.Write(writer);
                    writer.End(start);
                    break;
                case FieldKind.Message:
                    start = writer.Begin(field.Number);
                    count += Write(field.Type!, canary, writer);
                    writer.End(start);
                    break;
            }
        }

        return count;
    }

    private static int Value(string canary, out AnyValue value)
    {
        var inner = new AttributeList();
        inner.Add(canary, AnyValue.Of([AnyValue.Of(canary), AnyValue.OfBytes(System.Text.Encoding.UTF8.GetBytes(canary))]));
        var map = new AttributeList();
        map.Add("map", AnyValue.Of(inner));
        map.Add("text", AnyValue.Of($"of {canary}."));
        value = AnyValue.Of([AnyValue.Of(map), AnyValue.Of(canary)]);
        return 5;
    }
}
