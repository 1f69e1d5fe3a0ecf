using System.Collections.Concurrent;

namespace TracingReference.Orleans.Tests.Grains;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<int> Touch();

    Task End();

    Task EndAndStop(string gate);

    Task Keep(TimeSpan time);
}

/// <summary>Writes its life down, where tests can await each step.</summary>
public sealed class LifeGrain(Diary diary) : Grain, ILifeGrain, IAsyncDisposable
{
    private readonly int _activation = diary.Begin();
    private int _touched;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await diary.BeforeActivation(cancellationToken);
        diary.Write("activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        diary.Write($"deactivated {reason.ReasonCode}");
        diary.AtDeactivation?.Invoke();
    }

    public Task<int> Touch()
    {
        _touched++;
        return Task.FromResult((_activation * 100) + _touched);
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task EndAndStop(string gate)
    {
        DeactivateOnIdle();
        await Gate.At(gate).PassAsync();
        diary.Write("stopped");
    }

    public Task Keep(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        diary.Write("disposed");
        return default;
    }
}

/// <summary>What happened to the grains of one silo.</summary>
public sealed class Diary
{
    private readonly ConcurrentQueue<string> _entries = new();
    private readonly SemaphoreSlim _written = new(0);
    private int _activations;

    public int Activations => _activations;

    public Func<CancellationToken, Task> BeforeActivation { get; set; } = _ => Task.CompletedTask;

    public Action? AtDeactivation { get; set; }

    public int Begin() => Interlocked.Increment(ref _activations);

    public void Write(string entry)
    {
        _entries.Enqueue(entry);
        _written.Release();
    }

    /// <summary>The next entries, once they are there.</summary>
    public async Task<string[]> ReadAsync(int count)
    {
        var entries = new string[count];
        for (var i = 0; i < count; i++)
        {
            Assert.True(await _written.WaitAsync(Patience.Limit), $"Nothing was written after: {string.Join(", ", entries.Take(i))}.");
            Assert.True(_entries.TryDequeue(out entries[i]!));
        }

        return entries;
    }
}
