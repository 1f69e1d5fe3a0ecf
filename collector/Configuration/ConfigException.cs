namespace TracingReference.Collector.Configuration;

/// <summary>A configuration that cannot be used, with everything that was found.</summary>
public sealed class ConfigException(IReadOnlyList<ConfigError> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public ConfigException(Position position, string path, string message)
        : this([new(position, path, message)])
    {
    }

    public IReadOnlyList<ConfigError> Errors { get; } = errors;
}
