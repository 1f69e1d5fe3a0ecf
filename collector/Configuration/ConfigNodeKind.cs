namespace TracingReference.Collector.Configuration;

/// <summary>What a value of the configuration is, by YAML 1.1's core rules as upstream applies them.</summary>
public enum ConfigNodeKind
{
    Null,
    String,
    Int,
    Float,
    Bool,
    List,
    Map,
}
