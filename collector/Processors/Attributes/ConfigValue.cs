using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>A value of the configuration as a value of an attribute: its YAML type becomes its type.</summary>
internal static class ConfigValue
{
    /// <summary>Null where there is none.</summary>
    public static AnyValue? Read(ConfigNode? node) => node is null or { Kind: ConfigNodeKind.Null } ? null : Convert(node);

    private static AnyValue Convert(ConfigNode node)
    {
        switch (node.Kind)
        {
            case ConfigNodeKind.Null:
                return AnyValue.Empty;
            case ConfigNodeKind.Bool:
                return AnyValue.Of(node.Text.Equals("true", StringComparison.OrdinalIgnoreCase));
            case ConfigNodeKind.Int when YamlScalar.TryWhole(node.Text, out var whole) && whole >= long.MinValue && whole <= long.MaxValue:
                return AnyValue.Of((long)whole);
            case ConfigNodeKind.Int or ConfigNodeKind.Float when YamlScalar.TryNumber(node.Text, out var number):
                return AnyValue.Of(number);
            case ConfigNodeKind.List:
                return AnyValue.Of(node.Items.ConvertAll(Convert));
            case ConfigNodeKind.Map:
                var map = new AttributeList();
                foreach (var (key, value) in node.Members)
                {
                    map.Add(key, Convert(value));
                }

                return AnyValue.Of(map);
            default:
                return AnyValue.Of(node.Text);
        }
    }
}
