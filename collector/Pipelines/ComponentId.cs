namespace TracingReference.Collector.Pipelines;

/// <summary>Which component: its type, and a name where there are several, as in otlp/second.</summary>
public sealed record ComponentId(string Type, string Name)
{
    public override string ToString() => Name.Length > 0 ? $"{Type}/{Name}" : Type;
}
