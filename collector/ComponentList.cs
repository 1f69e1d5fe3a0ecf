using System.Text;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector;

/// <summary>What the sub-command components prints: YAML, as otelcol does.</summary>
internal static class ComponentList
{
    public static string Format(IEnumerable<ComponentFactory> factories)
    {
        var text = new StringBuilder();
        foreach (var kind in factories.GroupBy(factory => factory.Kind).OrderBy(group => group.Key))
        {
            text.Append(kind.Key.ToString().ToLowerInvariant()).Append("s:\n");
            foreach (var factory in kind.OrderBy(factory => factory.Type, StringComparer.Ordinal))
            {
                text.Append("    - name: ").Append(factory.Type).Append('\n');
                if (factory.Aliases.Count > 0)
                {
                    text.Append("      aliases: [").AppendJoin(", ", factory.Aliases).Append("]\n");
                }

                text.Append("      signals: [").AppendJoin(", ", factory.Signals.Select(signal => signal.ToString().ToLowerInvariant())).Append("]\n");
            }
        }

        return text.ToString().TrimEnd();
    }
}
