using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Runtime;

/// <summary>Lets a test run an AppHost's entry point up to <c>Build</c> and go on from there. It flows with the
/// execution context, so several entry points can be intercepted at once.</summary>
internal abstract class BuildInterception
{
    private static readonly AsyncLocal<BuildInterception?> Flowing = new();

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static BuildInterception? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    public abstract Assembly AppHost { get; }

    /// <summary>Ends when the test has disposed of the application: the entry point may end then.</summary>
    public Task Released => _released.Task;

    public void Release() => _released.TrySetResult();

    /// <summary>The entry point has asked for a builder with these options.</summary>
    public abstract void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    /// <summary>The entry point's model is complete. Returns when the test wants it built.</summary>
    public abstract void OnBuilding(DistributedApplicationBuilder builder);

    public abstract void OnBuilt(DistributedApplication application);
}
