namespace TracingReference.Collector.Configuration;

/// <summary>Where something stands in a configuration: a file (or flag, or variable), a line and a column, both from 1.</summary>
public readonly record struct Position(string Source, int Line, int Column)
{
    public override string ToString() => Line > 0 ? $"{Source}:{Line}:{Column}" : Source;
}
