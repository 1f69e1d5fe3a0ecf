using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Scrub;

/// <summary>
/// Walks a message by the schema's table, so that a field that is added there is scrubbed from then on. Bytes that are valid
/// UTF-8 are taken for text: they are as readable.
/// </summary>
internal sealed class MessageScrub(TextScrub text, IReadOnlyList<Regex> secretKeys)
{
    private const string Masked = "****";

    /// <summary>How many strings were changed.</summary>
    public int Apply(Message message)
    {
        var count = 0;
        foreach (var field in message.Type.Fields)
        {
            count += message.Has(field.Number) ? Apply(message, field) : 0;
        }

        return count;
    }

    private int Apply(Message message, Field field)
    {
        switch (field.Kind)
        {
            case FieldKind.String when text.Replace(message.Text(field.Number), out var changed):
                message.SetText(field.Number, changed);
                return 1;
            case FieldKind.Bytes when Bytes(message.Raw(field.Number)) is { } bytes:
                message.SetRaw(field.Number, bytes);
                return 1;
            case FieldKind.Attributes:
                return Apply(message.Attributes);
            case FieldKind.Value:
                var count = 0;
                if (Apply(message.Value(field.Number), ref count) is { } value)
                {
                    message.SetValue(field.Number, value);
                }

                return count;
            case FieldKind.Message:
                return message.Children(field.Number).Sum(Apply);
            default:
                // Strings without a match; numbers, and ids, which are numbers too.
                return 0;
        }
    }

    private int Apply(AttributeList attributes)
    {
        var count = 0;
        for (var index = 0; index < attributes.Count; index++)
        {
            var (key, value) = attributes[index];
            if (IsSecret(key) && !(value.Kind == ValueKind.String && value.Text == Masked))
            {
                count++;
                value = AnyValue.Of(Masked);
                attributes[index] = new(key, value);
            }

            if (text.Replace(key, out var changedKey))
            {
                count++;
                key = Unused(attributes, changedKey);
                attributes[index] = new(key, value);
            }

            if (Apply(value, ref count) is { } changed)
            {
                attributes[index] = new(key, changed);
            }
        }

        return count;
    }

    private bool IsSecret(string key)
    {
        foreach (var secret in secretKeys)
        {
            if (secret.IsMatch(key))
            {
                return true;
            }
        }

        return false;
    }

    // Null where the value stays, or was changed in place.
    private AnyValue? Apply(AnyValue value, ref int count)
    {
        switch (value.Kind)
        {
            case ValueKind.String when text.Replace(value.Text, out var changed):
                count++;
                return AnyValue.Of(changed);
            case ValueKind.Bytes when Bytes(value.Bytes.ToArray()) is { } bytes:
                count++;
                return AnyValue.OfBytes(bytes);
            case ValueKind.Array:
                for (var index = 0; index < value.Items.Count; index++)
                {
                    value.Items[index] = Apply(value.Items[index], ref count) ?? value.Items[index];
                }

                return null;
            case ValueKind.Map:
                count += Apply(value.Map);
                return null;
            default:
                return null;
        }
    }

    private byte[]? Bytes(ReadOnlyMemory<byte> bytes) =>
        Utf8.IsValid(bytes.Span) && text.Replace(Encoding.UTF8.GetString(bytes.Span), out var changed) ? Encoding.UTF8.GetBytes(changed) : null;

    // Two keys that have become one would hide each other's value.
    private static string Unused(AttributeList attributes, string key)
    {
        var unused = key;
        for (var number = 2; attributes.IndexOf(unused) >= 0; number++)
        {
            unused = $"{key}.{number}";
        }

        return unused;
    }
}
