using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TracingReference.Collector.Configuration;

/// <summary>Reads one YAML document into nodes that know where they stood. Anchors work; a key that stands twice is an error.</summary>
public static class YamlDocument
{
    private const int MaxDepth = 100;
    private const int MaxNodes = 100_000;

    /// <exception cref="ConfigException">It is no YAML.</exception>
    public static ConfigNode Read(string yaml, string source)
    {
        var build = new Build(source);
        var parser = new Parser(new StringReader(yaml));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return ConfigNode.Null(new(source, 1, 1));
            }

            return build.Node(parser, "", 0);
        }
        catch (YamlException error)
        {
            throw new ConfigException(PlaceOf(error, yaml, source), "", $"this is no valid YAML: {error.Message}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The parser has no words for some of what is no YAML, [. ] for one.
            var at = parser.Current?.End ?? Mark.Empty;
            throw new ConfigException(new(source, (int)at.Line, (int)at.Column), "", "this is no valid YAML: the parser cannot go on after this");
        }
    }

    // "While scanning this, found that" begins where this does, and ends at that; only of a tab it does not know where it is.
    private static Position PlaceOf(YamlException error, string yaml, string source)
    {
        var at = error.Message.StartsWith("While scanning", StringComparison.Ordinal) ? error.End : error.Start;
        if (error.Message.Contains("invalid tab", StringComparison.Ordinal))
        {
            var lines = yaml.Split('\n');
            for (var line = (int)error.Start.Line; line <= lines.Length; line++)
            {
                if (lines[line - 1].AsSpan().TrimStart(' ') is ['\t', ..] rest)
                {
                    return new(source, line, lines[line - 1].Length - rest.Length + 1);
                }
            }
        }

        return new(source, (int)at.Line, (int)at.Column);
    }

    private sealed class Build(string source)
    {
        private readonly Dictionary<string, ConfigNode> _anchors = [];
        private int _nodes;

        public ConfigNode Node(IParser parser, string path, int depth)
        {
            var start = parser.Current!.Start;
            Count(At(start), path, depth);
            if (parser.TryConsume<AnchorAlias>(out var alias))
            {
                return _anchors.TryGetValue(alias.Value.Value, out var node)
                    ? Copy(node, path, depth)
                    : throw new ConfigException(At(start), path, $"unknown anchor '{alias.Value}'");
            }

            var anchor = (parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
            var value = parser.Current switch
            {
                MappingStart => Map(parser, path, depth),
                SequenceStart => List(parser, path, depth),
                _ => Scalar(parser.Consume<Scalar>()),
            };
            if (!anchor.IsEmpty)
            {
                _anchors[anchor.Value] = value;
            }

            return value;
        }

        private void Count(Position position, string path, int depth)
        {
            if (depth > MaxDepth || ++_nodes > MaxNodes)
            {
                throw new ConfigException(position, path, $"nested more than {MaxDepth} deep, or more than {MaxNodes} values");
            }
        }

        // Every place that an anchor is used at has values of its own: what is laid over one later does not change the others.
        private ConfigNode Copy(ConfigNode node, string path, int depth)
        {
            Count(node.Position, path, depth);
            switch (node.Kind)
            {
                case ConfigNodeKind.Map:
                    var map = ConfigNode.Map(node.Position);
                    foreach (var (key, value) in node.Members)
                    {
                        map.Set(key, Copy(value, path, depth + 1), node.KeyPositions[key]);
                    }

                    return map;
                case ConfigNodeKind.List:
                    return ConfigNode.List(node.Position, [.. node.Items.Select(item => Copy(item, path, depth + 1))]);
                default:
                    return node;
            }
        }

        private ConfigNode Map(IParser parser, string path, int depth)
        {
            var map = ConfigNode.Map(At(parser.Consume<MappingStart>().Start));
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                var keyPath = path.Length == 0 ? key.Value : $"{path}::{key.Value}";
                var value = Node(parser, keyPath, depth + 1);
                if (key is { Value: "<<", Style: ScalarStyle.Plain })
                {
                    MergeKey(map, value);
                    continue;
                }

                if (map.KeyPositions.TryGetValue(key.Value, out var first))
                {
                    throw new ConfigException(At(key.Start), keyPath, $"key '{key.Value}' already stands in line {first.Line}");
                }

                map.Set(key.Value, value, At(key.Start));
            }

            return map;
        }

        private static void MergeKey(ConfigNode map, ConfigNode merged)
        {
            foreach (var source in merged.Kind == ConfigNodeKind.List ? merged.Items : [merged])
            {
                foreach (var (key, value) in source.Members.Where(member => !map.Members.ContainsKey(member.Key)))
                {
                    map.Set(key, value, source.KeyPositions[key]);
                }
            }
        }

        private ConfigNode List(IParser parser, string path, int depth)
        {
            var items = new List<ConfigNode>();
            var position = At(parser.Consume<SequenceStart>().Start);
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(parser, $"{path}[{items.Count}]", depth + 1));
            }

            return ConfigNode.List(position, items);
        }

        private ConfigNode Scalar(Scalar scalar)
        {
            var kind = scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
                ? YamlScalar.KindOf(scalar.Value)
                : ConfigNodeKind.String;
            return kind == ConfigNodeKind.Null ? ConfigNode.Null(At(scalar.Start)) : ConfigNode.Scalar(kind, scalar.Value, At(scalar.Start));
        }

        private Position At(Mark mark) => new(source, (int)mark.Line, (int)mark.Column);
    }
}
