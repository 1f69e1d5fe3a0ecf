using System.Collections.Concurrent;

namespace TracingReference.Orleans.Tests;

/// <summary>Where a grain stops until the test lets it go on, so that a test decides what happens at once.</summary>
internal sealed class Gate
{
    private static readonly ConcurrentDictionary<string, Gate> s_all = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a grain has come to the gate.</summary>
    public Task Reached => _reached.Task.Patiently();

    public static Gate At(string name) => s_all.GetOrAdd(name, _ => new());

    public static string NewName() => Guid.NewGuid().ToString("N");

    public void Open() => _open.TrySetResult();

    /// <summary>For grains: says that it is here, and waits.</summary>
    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _open.Task.Patiently();
    }
}
