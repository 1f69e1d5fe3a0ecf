using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Runtime;

/// <summary>Where the AppHost's project is, and where a run keeps what it writes.</summary>
internal sealed class AppHostFolders(string project, IConfiguration configuration)
{
    /// <summary>The folder of the AppHost's project.</summary>
    public string Project { get; } = project;

    /// <summary>The folder for logs and the Dashboard's home; null when the configuration names none.</summary>
    public string? State { get; } = configuration["Embedded:StateDirectory"] is { Length: > 0 } state ? Path.GetFullPath(state) : null;
}
