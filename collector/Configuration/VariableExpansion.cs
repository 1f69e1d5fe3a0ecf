using System.Text;
using System.Text.RegularExpressions;

namespace TracingReference.Collector.Configuration;

/// <summary>
/// Fills in ${env:NAME}, ${env:NAME:-default}, ${NAME}, ${file:PATH} and ${yaml:TEXT}. A value that is nothing but one of
/// them takes whatever type its content has; inside other text it is text. $$ is a dollar sign.
/// </summary>
internal sealed partial class VariableExpansion(Func<string, string?> variable, ConfigFindings? findings)
{
    private const int MaxRounds = 100;
    private int _depth;
    private int _rounds;

    public ConfigNode Expand(ConfigNode node, string path)
    {
        switch (node.Kind)
        {
            case ConfigNodeKind.Map:
                foreach (var key in node.Members.Keys.ToList())
                {
                    node.Set(key, Expand(node.Members[key], path.Length == 0 ? key : $"{path}::{key}"), node.KeyPositions[key]);
                }

                return node;
            case ConfigNodeKind.List:
                for (var index = 0; index < node.Items.Count; index++)
                {
                    node.Items[index] = Expand(node.Items[index], $"{path}[{index}]");
                }

                return node;
            case ConfigNodeKind.String when node.Text.Contains('$', StringComparison.Ordinal):
                return ExpandCounted(node, path);
            default:
                return node;
        }
    }

    // What one value of the file leads to is counted together, however it is nested.
    private ConfigNode ExpandCounted(ConfigNode node, string path)
    {
        _rounds = _depth++ == 0 ? 0 : _rounds;
        try
        {
            return ExpandText(node, path);
        }
        finally
        {
            _depth--;
        }
    }

    private ConfigNode ExpandText(ConfigNode node, string path)
    {
        if (++_rounds > MaxRounds)
        {
            throw new ConfigException(node.Position, path, $"more than {MaxRounds} variables lead to one another");
        }

        var text = node.Text;
        if (Whole(text) is { } uri)
        {
            var content = Resolve(uri, node.Position, path);
            var value = content is null ? ConfigNode.Null(node.Position) : Typed(content, node.Position);
            return Expand(value, path);
        }

        var result = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = 0;
            if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '$')
            {
                result.Append('$');
                at += 2;
            }
            else if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{' && (end = Closing(text, at + 2)) > 0)
            {
                var inner = ExpandText(ConfigNode.Scalar(ConfigNodeKind.String, text[at..(end + 1)], node.Position), path);
                if (inner.Kind is ConfigNodeKind.Map or ConfigNodeKind.List)
                {
                    throw new ConfigException(node.Position, path, $"{text[at..(end + 1)]} is a map or a list, and cannot stand inside other text");
                }

                result.Append(inner.Text);
                at = end + 1;
            }
            else
            {
                result.Append(text[at++]);
            }
        }

        return ConfigNode.Scalar(ConfigNodeKind.String, result.ToString(), node.Position, node.IsExpanded);
    }

    private static string? Whole(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) && Closing(text, 2) == text.Length - 1 ? text[2..^1] : null;

    private static int Closing(string text, int from)
    {
        var depth = 1;
        for (var at = from; at < text.Length; at++)
        {
            depth += text[at] switch
            {
                '{' when text[at - 1] == '$' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }

    private string? Resolve(string uri, Position position, string path)
    {
        if (uri.Contains("${", StringComparison.Ordinal))
        {
            uri = ExpandText(ConfigNode.Scalar(ConfigNodeKind.String, uri, position), path).Text;
        }

        if (Scheme().Match(uri) is { Success: true } match && match.Groups["scheme"].Value is not "env")
        {
            var rest = uri[match.Length..];
            return match.Groups["scheme"].Value switch
            {
                "yaml" => rest,
                "file" => File.Exists(rest) ? File.ReadAllText(rest) : throw new ConfigException(position, path, $"cannot read the file {rest}"),
                var scheme => throw new ConfigException(position, path, $"scheme '{scheme}' is not supported for '{uri}'; there are env, file and yaml"),
            };
        }

        var name = uri.StartsWith("env:", StringComparison.Ordinal) ? uri[4..] : uri;
        string? fallback = null;
        if (name.IndexOf(":-", StringComparison.Ordinal) is >= 0 and var at)
        {
            (name, fallback) = (name[..at], name[(at + 2)..]);
        }

        if (!VariableName().IsMatch(name))
        {
            throw new ConfigException(position, path, $"'{name}' is no name of a variable; those are letters, digits and underscores");
        }

        var value = variable(name) ?? fallback;
        if (value is null)
        {
            findings?.Warning(position, path, $"the variable {name} is not set, so this is empty; ${{env:{name}:-VALUE}} gives it a value of its own then");
        }

        return value;
    }

    private static ConfigNode Typed(string content, Position position)
    {
        ConfigNode value;
        try
        {
            value = YamlDocument.Read(content, position.Source);
        }
        catch (ConfigException)
        {
            // As upstream: what is no YAML is text.
            return ConfigNode.Scalar(ConfigNodeKind.String, content, position, isExpanded: true);
        }

        return value.Kind is ConfigNodeKind.Map or ConfigNodeKind.List
            ? value
            : value.Kind == ConfigNodeKind.Null && content.Length == 0
                ? ConfigNode.Null(position)
                : ConfigNode.Scalar(value.Kind == ConfigNodeKind.Null ? ConfigNodeKind.String : value.Kind, value.Kind == ConfigNodeKind.String ? value.Text : content, position, isExpanded: true);
    }

    [GeneratedRegex("^(?<scheme>[A-Za-z][A-Za-z0-9+.-]+):(?!-)")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex VariableName();
}
