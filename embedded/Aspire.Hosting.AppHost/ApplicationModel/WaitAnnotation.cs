namespace Aspire.Hosting.ApplicationModel;

/// <summary>One thing that a resource waits for before it starts.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public WaitType WaitType { get; } = waitType;

    public int ExitCode { get; } = exitCode;

    /// <summary>Null: as <see cref="DistributedApplicationOptions.DisableDashboard"/> implies.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}
