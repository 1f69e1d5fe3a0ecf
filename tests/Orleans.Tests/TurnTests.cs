using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests;

public sealed class TurnTests
{
    [Fact]
    public async Task A_call_waits_until_the_one_before_has_ended()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ITurnGrain>("g");
        var gate = Gate.NewName();
        var stopped = grain.Stop(gate);
        await Gate.At(gate).Reached;
        var next = grain.Running();

        // Another call, which may run meanwhile, shows that the grain is free to run, and yet the next one waits.
        var witness = Gate.NewName();
        Gate.At(witness).Open();
        await grain.Interleave(witness).Patiently();
        Assert.False(next.IsCompleted);

        Gate.At(gate).Open();
        Assert.Equal(0, await next.Patiently());
        await stopped;
    }

    [Fact]
    public async Task What_a_grain_awaits_goes_on_in_its_own_scheduler()
    {
        await using var silo = await TestSilo.StartAsync();
        Assert.Equal(["True", "True", "True", "True", "True"], await silo.Grains.GetGrain<ITurnGrain>("g").Schedulers());
    }

    [Fact]
    public async Task Calls_from_everywhere_never_overlap()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ITurnGrain>("g");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => grain.CountUp(20)))).Patiently();
        Assert.Equal(4000, await grain.Count());
    }

    [Fact]
    public async Task Read_only_calls_run_together_and_others_wait_for_them()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ITurnGrain>("g");
        var (first, second) = (Gate.NewName(), Gate.NewName());
        var looks = new[] { grain.Look(first), grain.Look(second) };
        await Gate.At(first).Reached;
        await Gate.At(second).Reached;
        var writes = grain.CountUp(1);
        Gate.At(first).Open();
        await looks[0].Patiently();
        Gate.At(second).Open();
        await looks[1].Patiently();
        await writes.Patiently();
        Assert.Equal(0, await grain.Running());
    }

    [Fact]
    public async Task A_call_that_always_interleaves_starts_while_another_waits()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ITurnGrain>("g");
        var (alone, between) = (Gate.NewName(), Gate.NewName());
        var stopped = grain.Stop(alone);
        await Gate.At(alone).Reached;
        var interleaved = grain.Interleave(between);
        await Gate.At(between).Reached;
        Gate.At(between).Open();
        await interleaved.Patiently();
        Gate.At(alone).Open();
        await stopped.Patiently();
    }

    [Fact]
    public async Task Calls_of_a_reentrant_grain_interleave()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IReentrantGrain>("g");
        var (first, second) = (Gate.NewName(), Gate.NewName());
        var calls = new[] { grain.Stop(first), grain.Stop(second) };
        await Gate.At(first).Reached;
        await Gate.At(second).Reached;
        Gate.At(second).Open();
        await calls[1].Patiently();
        Gate.At(first).Open();
        await calls[0].Patiently();
    }

    [Fact]
    public async Task A_grain_that_blocks_its_thread_holds_up_no_other()
    {
        await using var silo = await TestSilo.StartAsync();
        var gate = Gate.NewName();
        var blocked = silo.Grains.GetGrain<ITurnGrain>("blocked").Block(gate);
        await Gate.At(gate).Reached;
        Assert.Equal(0, await silo.Grains.GetGrain<ITurnGrain>("other").Running().Patiently());
        Gate.At(gate).Open();
        await blocked.Patiently();
    }

    [Fact]
    public async Task A_caller_that_blocks_its_thread_holds_up_no_grain()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ITurnGrain>("g");
        await grain.Count();

        // The answer is awaited with a continuation that calls again and blocks, on whatever thread it is given.
        var blocked = grain.Count().ContinueWith(_ => grain.Count().GetAwaiter().GetResult(), TaskContinuationOptions.ExecuteSynchronously);
        Assert.Equal(0, await blocked.Patiently());
    }

    [Fact]
    public async Task Grains_call_grains()
    {
        await using var silo = await TestSilo.StartAsync();
        Assert.Equal(1, await silo.Grains.GetGrain<ITurnGrain>("caller").CallOther("called").Patiently());
        Assert.Equal(1, await silo.Grains.GetGrain<ITurnGrain>("called").Count());
    }

    [Fact]
    public async Task Every_call_arrives_once()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ICollectingGrain>("g");
        await Task.WhenAll(Enumerable.Range(0, 500).Select(grain.Collect)).Patiently();
        Assert.Equal(Enumerable.Range(0, 500), (await grain.Collected()).Order());
    }
}
