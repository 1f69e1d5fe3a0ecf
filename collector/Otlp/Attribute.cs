namespace TracingReference.Collector.Otlp;

/// <summary>A key and its value.</summary>
public readonly record struct Attribute(string Key, AnyValue Value);
