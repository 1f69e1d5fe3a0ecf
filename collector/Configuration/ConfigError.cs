namespace TracingReference.Collector.Configuration;

/// <summary>What is wrong with a configuration, and where.</summary>
/// <param name="Position">The file, line and column.</param>
/// <param name="Path">The keys that lead there, as upstream writes them: exporters::otlp::endpoint.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public sealed record ConfigError(Position Position, string Path, string Message)
{
    public override string ToString() => Path.Length > 0 ? $"{Position}: {Path}: {Message}" : $"{Position}: {Message}";
}
