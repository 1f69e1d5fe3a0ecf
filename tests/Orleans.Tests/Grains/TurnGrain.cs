using Orleans.Concurrency;

namespace TracingReference.Orleans.Tests.Grains;

public interface ITurnGrain : IGrainWithStringKey
{
    Task Stop(string gate);

    Task<int> Running();

    [ReadOnly]
    Task Look(string gate);

    [AlwaysInterleave]
    Task Interleave(string gate);

    Task<IReadOnlyList<string>> Schedulers();

    Task CountUp(int times);

    Task<int> Count();

    Task Block(string gate);

    Task<int> CallOther(string key);
}

public interface IReentrantGrain : IGrainWithStringKey
{
    Task Stop(string gate);
}

/// <summary>Notices when two of its calls run at once.</summary>
public sealed class TurnGrain : Grain, ITurnGrain
{
    private int _running;
    private int _count;

    public async Task Stop(string gate)
    {
        _running++;
        await Gate.At(gate).PassAsync();
        _running--;
    }

    public Task<int> Running() => Task.FromResult(_running);

    public Task Look(string gate) => Stop(gate);

    public Task Interleave(string gate) => Stop(gate);

    public async Task<IReadOnlyList<string>> Schedulers()
    {
        var own = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current == own;
        var startedHere = await Task.Factory.StartNew(() => TaskScheduler.Current == own);
        var elsewhere = await Task.Run(() => TaskScheduler.Current == TaskScheduler.Default);
        var back = TaskScheduler.Current == own;
        return [$"{own != TaskScheduler.Default}", $"{afterYield}", $"{startedHere}", $"{elsewhere}", $"{back}"];
    }

    public async Task CountUp(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var seen = _count;
            await Task.Yield();
            _count = seen + 1;
        }
    }

    public Task<int> Count() => Task.FromResult(_count);

    public Task Block(string gate)
    {
        Gate.At(gate).PassAsync().GetAwaiter().GetResult();
        return Task.CompletedTask;
    }

    public async Task<int> CallOther(string key)
    {
        await GrainFactory.GetGrain<ITurnGrain>(key).CountUp(1);
        return ++_count;
    }
}

[Reentrant]
public sealed class ReentrantGrain : Grain, IReentrantGrain
{
    public Task Stop(string gate) => Gate.At(gate).PassAsync();
}
