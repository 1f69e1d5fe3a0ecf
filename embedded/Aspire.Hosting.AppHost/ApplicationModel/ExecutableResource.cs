namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program on this machine.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="command">A path, or the name of a program in PATH.</param>
/// <param name="workingDirectory">The folder it runs in; relative to the AppHost's.</param>
public class ExecutableResource(string name, string command, string workingDirectory)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    public string Command { get; } = command ?? throw new ArgumentNullException(nameof(command));

    public string WorkingDirectory { get; } = workingDirectory ?? throw new ArgumentNullException(nameof(workingDirectory));
}
