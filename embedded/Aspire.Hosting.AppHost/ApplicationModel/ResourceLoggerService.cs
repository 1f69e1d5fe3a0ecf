using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives each resource a logger of its own. What a process prints goes to its log file, not through here.</summary>
public class ResourceLoggerService
{
    private readonly ILoggerFactory _loggers;

    internal ResourceLoggerService(ILoggerFactory loggers) => _loggers = loggers;

    public ILogger GetLogger(IResource resource) => GetLogger(resource.Name);

    public ILogger GetLogger(string resourceName) => _loggers.CreateLogger($"Aspire.Hosting.Resources.{resourceName}");
}
