using Orleans.Configuration;
using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task What_a_grain_throws_reaches_the_caller_with_its_type_its_values_and_its_stack()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IFailingGrain>("g");
        foreach (var (call, code) in new (Func<Task>, int)[] { (() => grain.Throw("no"), 7), (() => grain.ThrowLater("no"), 8) })
        {
            var thrown = await Assert.ThrowsAsync<ShopException>(() => call().Patiently());
            Assert.Equal(("no", code), (thrown.Message, thrown.Code));
            Assert.Contains(nameof(FailingGrain), thrown.StackTrace);
        }

        Assert.Equal(1, await grain.Hello());
    }

    [Fact]
    public async Task A_grain_catches_what_another_throws()
    {
        await using var silo = await TestSilo.StartAsync();
        Assert.Equal("inner 8", await silo.Grains.GetGrain<IFailingGrain>("outer").CallAndCatch("inner").Patiently());
    }

    [Fact]
    public async Task Cancellation_by_the_grain_is_cancellation_for_the_caller()
    {
        await using var silo = await TestSilo.StartAsync();
        var call = silo.Grains.GetGrain<IFailingGrain>("g").Cancel();
        Assert.Equal("mine", (await Assert.ThrowsAsync<OperationCanceledException>(() => call.Patiently())).Message);
        Assert.True(call.IsCanceled);
    }

    [Fact]
    public async Task A_method_that_returns_no_task_fails()
    {
        await using var silo = await TestSilo.StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => silo.Grains.GetGrain<IFailingGrain>("g").NoTask().Patiently());
    }

    [Theory]
    [InlineData("waits", 10)]
    [InlineData("blocks", 0)]
    public async Task Callers_of_a_grain_that_waits_or_blocks_are_told_in_time_and_it_goes_on_after(string key, int more)
    {
        await using var silo = await StartAsync(options => options.ResponseTimeout = TimeSpan.FromMilliseconds(500));
        var grain = silo.Grains.GetGrain<IFailingGrain>(key);
        var gate = Gate.NewName();
        var running = key == "waits" ? grain.Wait(gate) : grain.Block(gate);
        await Gate.At(gate).Reached;
        var queued = Enumerable.Range(0, more).Select(_ => grain.Hello()).ToArray();
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => running.Patiently());
        Assert.Contains("00:00:00.5", thrown.Message);
        Assert.Contains(key, thrown.Message);
        foreach (var waiting in queued)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => waiting.Patiently());
        }

        Gate.At(gate).Open();
        await EventuallyAsync(async () => Assert.Equal(1, await grain.Hello()));
    }

    [Fact]
    public async Task A_method_has_a_timeout_of_its_own()
    {
        await using var silo = await TestSilo.StartAsync();
        var gate = Gate.NewName();
        await Assert.ThrowsAsync<TimeoutException>(() => silo.Grains.GetGrain<IFailingGrain>("g").WaitShortly(gate).Patiently());
        Gate.At(gate).Open();
    }

    [Fact]
    public async Task A_one_way_call_is_not_waited_for_and_its_failure_harms_nobody()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IFailingGrain>("g");
        var (told, thrown) = (Gate.NewName(), Gate.NewName());
        await grain.Tell(told).Patiently();
        await Gate.At(told).Reached;
        Gate.At(told).Open();
        await grain.TellAndThrow(thrown).Patiently();
        await Gate.At(thrown).Reached;
        Gate.At(thrown).Open();
        Assert.Equal(1, await grain.Hello().Patiently());
    }

    [Fact]
    public async Task A_caller_that_cancels_goes_on_at_once_and_the_grain_learns_of_it_in_its_turn()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IFailingGrain>("g");
        var gate = Gate.NewName();
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitFor(gate, cancellation.Token);
        await Gate.At(gate).Reached;
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Patiently());
        Assert.Equal("cancelled on the grain", await grain.HowItEnded().Patiently());
    }

    [Fact]
    public async Task A_token_that_is_not_cancelled_changes_nothing_and_one_that_was_sends_nothing()
    {
        await using var silo = await TestSilo.StartAsync();
        var gate = Gate.NewName();
        Gate.At(gate).Open();
        using var cancellation = new CancellationTokenSource();
        var grain = silo.Grains.GetGrain<IFailingGrain>("g");
        await grain.WaitFor(gate, cancellation.Token).Patiently();
        Assert.Equal("passed", await grain.HowItEnded());
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silo.Grains.GetGrain<IFailingGrain>("other").WaitFor(gate, cancellation.Token).Patiently());
    }

    [Fact]
    public async Task Calls_beyond_the_limit_are_refused()
    {
        await using var silo = await StartAsync(options => options.MaxEnqueuedRequestsHardLimit = 3);
        var grain = silo.Grains.GetGrain<IFailingGrain>("g");
        var gate = Gate.NewName();
        var running = grain.Wait(gate);
        await Gate.At(gate).Reached;
        var calls = Enumerable.Range(0, 10).Select(_ => grain.Hello()).ToArray();
        await Assert.ThrowsAsync<LimitExceededException>(() => calls[^1].Patiently());
        Gate.At(gate).Open();
        await running.Patiently();
        var outcomes = await Task.WhenAll(calls.Select(async call =>
        {
            try
            {
                return await call.Patiently() == 1;
            }
            catch (LimitExceededException)
            {
                return false;
            }
        }));
        Assert.InRange(outcomes.Count(answered => answered), 1, 4);
        Assert.Equal(1, await grain.Hello());
    }

    [Fact]
    public async Task A_silo_that_stops_tells_callers_that_still_wait_and_takes_no_more()
    {
        var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IFailingGrain>("g");
        var gate = Gate.NewName();
        var waiting = grain.Wait(gate);
        await Gate.At(gate).Reached;
        using var grace = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await silo.StopAsync(grace.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting.Patiently());
        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.Hello().Patiently());
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Grains.GetGrain<IFailingGrain>("new").Hello().Patiently());
        Gate.At(gate).Open();
    }

    private static Task<TestSilo> StartAsync(Action<SiloMessagingOptions> configure) => TestSilo.StartAsync(silo => silo.Configure(configure));

    /// <summary>Tries again while the grain is still busy with what its callers have given up.</summary>
    private static async Task EventuallyAsync(Func<Task> attempt)
    {
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                await attempt();
                return;
            }
            catch (TimeoutException) when (attempts < 20)
            {
            }
        }
    }
}
