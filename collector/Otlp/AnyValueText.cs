using System.Globalization;
using System.Text;

namespace TracingReference.Collector.Otlp;

/// <summary>Values of any kind as text, in the form of upstream's AsString: numbers as JSON has them, bytes in base64, arrays and maps as JSON with sorted keys.</summary>
public static class AnyValueText
{
    /// <summary>A string is itself; an empty value is "".</summary>
    public static string AsString(this AnyValue value) => value.Kind switch
    {
        ValueKind.String => value.Text,
        ValueKind.Bool => value.Bool ? "true" : "false",
        ValueKind.Int => value.Int.ToString(CultureInfo.InvariantCulture),
        ValueKind.Double => GoNumber.Format(value.Double),
        ValueKind.Bytes => Convert.ToBase64String(value.Bytes),
        ValueKind.Array or ValueKind.Map when IsFinite(value) => Json(value),
        _ => "",
    };

    private static string Json(AnyValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, AnyValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Empty:
                text.Append("null");
                break;
            case ValueKind.Array:
                text.Append('[');
                for (var index = 0; index < value.Items.Count; index++)
                {
                    Append(index > 0 ? text.Append(',') : text, value.Items[index]);
                }

                text.Append(']');
                break;
            case ValueKind.Map:
                text.Append('{');
                var isFirst = true;
                foreach (var entry in value.Map.GroupBy(entry => entry.Key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
                {
                    AppendQuoted(isFirst ? text : text.Append(','), entry.Key);
                    Append(text.Append(':'), entry.Last().Value);
                    isFirst = false;
                }

                text.Append('}');
                break;
            case ValueKind.String or ValueKind.Bytes:
                AppendQuoted(text, value.AsString());
                break;
            default:
                text.Append(value.AsString());
                break;
        }
    }

    // Go writes text as it is, but for quotes, control characters and what HTML would trip over.
    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }

    // JSON has no infinity: upstream's text of an array or a map that holds one is empty.
    private static bool IsFinite(AnyValue value) => value.Kind switch
    {
        ValueKind.Double => double.IsFinite(value.Double),
        ValueKind.Array => value.Items.TrueForAll(IsFinite),
        ValueKind.Map => value.Map.All(entry => IsFinite(entry.Value)),
        _ => true,
    };
}
