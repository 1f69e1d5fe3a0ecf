using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests;

public sealed class ActivationTests
{
    private readonly Diary _diary = new();

    [Fact]
    public async Task Racing_first_calls_make_one_activation()
    {
        var open = new TaskCompletionSource();
        _diary.BeforeActivation = _ => open.Task;
        await using var silo = await StartAsync();
        var calls = Enumerable.Range(0, 100).Select(_ => Task.Run(() => silo.Grains.GetGrain<ILifeGrain>("same").Touch())).ToArray();
        open.SetResult();
        var touched = await Task.WhenAll(calls).Patiently();
        Assert.Equal(Enumerable.Range(101, 100), touched.Order());
        Assert.Equal(1, _diary.Activations);
    }

    [Fact]
    public async Task A_call_waits_for_the_activation()
    {
        var reached = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        _diary.BeforeActivation = _ =>
        {
            reached.SetResult();
            return open.Task;
        };
        await using var silo = await StartAsync();
        var call = silo.Grains.GetGrain<ILifeGrain>("g").Touch();
        await reached.Task.Patiently();
        Assert.False(call.IsCompleted);
        open.SetResult();
        await call.Patiently();
        Assert.Equal(["activated"], await _diary.ReadAsync(1));
    }

    [Fact]
    public async Task A_grain_that_asks_for_it_ends_and_the_next_call_makes_another()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>("g");
        Assert.Equal(101, await grain.Touch());
        await grain.End();
        Assert.Equal(["activated", "deactivated ApplicationRequested", "disposed"], await _diary.ReadAsync(3));
        Assert.Equal(201, await grain.Touch().Patiently());
    }

    [Fact]
    public async Task An_activation_ends_after_the_call_in_progress_and_calls_meanwhile_reach_the_next()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>("g");
        var gate = Gate.NewName();
        var ending = grain.EndAndStop(gate);
        await Gate.At(gate).Reached;
        var next = grain.Touch();
        Gate.At(gate).Open();
        await ending.Patiently();
        Assert.Equal(201, await next.Patiently());
        Assert.Equal(["activated", "stopped", "deactivated ApplicationRequested"], await _diary.ReadAsync(3));
    }

    [Fact]
    public async Task A_silo_that_stops_ends_its_grains()
    {
        await using (var silo = await StartAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(key => silo.Grains.GetGrain<ILifeGrain>($"{key}").Touch())).Patiently();
            await _diary.ReadAsync(50);
        }

        var entries = await _diary.ReadAsync(100);
        Assert.Equal(50, entries.Count(entry => entry == "deactivated ShuttingDown"));
        Assert.Equal(50, entries.Count(entry => entry == "disposed"));
    }

    [Fact]
    public async Task A_grain_that_fails_to_activate_gives_its_exception_to_callers_and_is_tried_again_by_the_next_call()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IBrokenGrain>("2");
        Assert.Equal("attempt 1", (await Assert.ThrowsAsync<InvalidDataException>(() => grain.Hello().Patiently())).Message);
        Assert.Equal("attempt 2", (await Assert.ThrowsAsync<InvalidDataException>(() => grain.Hello().Patiently())).Message);
        await grain.Hello().Patiently();
    }

    [Fact]
    public async Task A_constructor_that_throws_fails_the_activation()
    {
        await using var silo = await StartAsync();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<IBrokenConstructorGrain>("x").Hello().Patiently());
        Assert.Contains(nameof(BrokenConstructorGrain), thrown.Message);
        Assert.Contains("constructor", thrown.InnerException!.ToString());
    }

    [Fact]
    public async Task A_grain_that_never_stays_is_given_up()
    {
        await using var silo = await StartAsync();
        await Assert.ThrowsAnyAsync<OrleansMessageRejectionException>(() => silo.Grains.GetGrain<IRestlessGrain>("x").Hello().Patiently());
    }

    [Fact]
    public async Task An_activation_that_takes_too_long_is_cancelled_and_its_caller_told()
    {
        _diary.BeforeActivation = cancellation => Task.Delay(Timeout.Infinite, cancellation);
        await using var silo = await StartAsync(options => options.ActivationTimeout = TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silo.Grains.GetGrain<ILifeGrain>("g").Touch().Patiently());
    }

    [Fact]
    public async Task What_OnDeactivateAsync_throws_does_not_keep_the_grain()
    {
        _diary.AtDeactivation = () => throw new InvalidDataException();
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>("g");
        await grain.Touch();
        await grain.End();
        Assert.Equal(["activated", "deactivated ApplicationRequested", "disposed"], await _diary.ReadAsync(3));
        Assert.Equal(201, await grain.Touch().Patiently());
    }

    private Task<TestSilo> StartAsync(Action<GrainCollectionOptions>? configure = null) => TestSilo.StartAsync(silo =>
    {
        silo.Services.AddSingleton(_diary);
        silo.Configure<GrainCollectionOptions>(options => configure?.Invoke(options));
    });
}
