using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>An attribute of spans that becomes one of their metrics.</summary>
/// <param name="Name">The attribute.</param>
/// <param name="Default">Stands for it where a span and its resource have none; null to leave it away.</param>
internal sealed record Dimension(string Name, AnyValue? Default)
{
    public static IReadOnlyList<Dimension> ReadAll(ConfigReader? reader, string key)
    {
        var dimensions = new List<Dimension>();
        foreach (var section in reader?.Sections(key) ?? [])
        {
            dimensions.Add(new(section.String("name"), section.Has("default") ? AnyValue.Of(section.String("default")) : null));
            section.Finish();
        }

        return dimensions;
    }

    /// <summary>The span's value, else the resource's, else the default.</summary>
    public AnyValue? Find(AttributeList span, AttributeList resource) => span[Name] ?? resource[Name] ?? Default;
}
