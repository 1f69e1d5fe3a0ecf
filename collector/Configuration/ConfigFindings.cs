namespace TracingReference.Collector.Configuration;

/// <summary>What reading a configuration has found so far.</summary>
public sealed class ConfigFindings
{
    private readonly List<ConfigError> _errors = [];
    private readonly List<ConfigError> _warnings = [];
    private readonly List<ConfigError> _startErrors = [];

    public IReadOnlyList<ConfigError> Errors => _errors;

    /// <summary>What upstream lets through though it cannot work.</summary>
    public IReadOnlyList<ConfigError> Warnings => _warnings;

    /// <summary>What `validate` lets through, as a warning, and a start refuses, as upstream does.</summary>
    public IReadOnlyList<ConfigError> StartErrors => _startErrors;

    public void Error(Position position, string path, string message) => _errors.Add(new(position, path, message));

    public void Warning(Position position, string path, string message) => _warnings.Add(new(position, path, message));

    public void StartError(Position position, string path, string message) => _startErrors.Add(new(position, path, message));

    /// <exception cref="ConfigException">There are errors.</exception>
    public void ThrowIfErrors()
    {
        if (_errors.Count > 0)
        {
            throw new ConfigException(_errors);
        }
    }
}
