using System.Text;
using System.Text.Json;
using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Fuzz;

/// <summary>Writes a configuration's tree as YAML on one line: text in quotes, everything else as it was.</summary>
internal static class ConfigText
{
    public static string Write(ConfigNode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    private static void Write(ConfigNode node, StringBuilder text)
    {
        switch (node.Kind)
        {
            case ConfigNodeKind.Null:
                text.Append("null");
                break;
            case ConfigNodeKind.Map:
                Join(text, '{', node.Members, member =>
                {
                    text.Append(Quoted(member.Key)).Append(": ");
                    Write(member.Value, text);
                }, '}');
                break;
            case ConfigNodeKind.List:
                Join(text, '[', node.Items, item => Write(item, text), ']');
                break;
            default:
                text.Append(node.Kind == ConfigNodeKind.String ? Quoted(node.Text) : node.Text);
                break;
        }
    }

    private static void Join<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> write, char close)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            text.Append(isFirst ? "" : ", ");
            isFirst = false;
            write(item);
        }

        text.Append(close);
    }

    // JSON's strings are YAML's in double quotes.
    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
