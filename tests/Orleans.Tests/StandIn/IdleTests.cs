using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using TracingReference.Orleans.Tests.Grains;
using TracingReference.Tests.Support;

namespace TracingReference.Orleans.Tests.StandIn;

public interface IAgedGrain : IGrainWithStringKey
{
    Task Touch();
}

[CollectionAgeLimit(Hours = 3)]
public sealed class AgedGrain(Diary diary) : Grain, IAgedGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        diary.Write($"aged {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task Touch() => Task.CompletedTask;
}

public sealed class IdleTests
{
    private readonly ManualTime _time = new();
    private readonly Diary _diary = new();

    [Fact]
    public async Task A_grain_that_nobody_calls_ends_after_its_collection_age()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>("g");
        await grain.Touch();
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(102, await grain.Touch());
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(103, await grain.Touch());
        _time.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(["activated", "deactivated ActivationIdle", "disposed"], await _diary.ReadAsync(3));
        Assert.Equal(201, await grain.Touch());
    }

    [Fact]
    public async Task A_grain_that_is_busy_is_not_idle()
    {
        await using var silo = await StartAsync(options => options.CollectionAge = TimeSpan.FromMinutes(2));
        var gate = Gate.NewName();
        var grain = silo.Grains.GetGrain<ITurnGrain>("g");
        var running = grain.Stop(gate);
        await Gate.At(gate).Reached;
        _time.Advance(TimeSpan.FromSeconds(20));
        var next = grain.Running();
        Gate.At(gate).Open();
        await running.Patiently();
        Assert.Equal(0, await next.Patiently());
    }

    [Fact]
    public async Task A_class_has_an_age_of_its_own_by_attribute_or_by_option()
    {
        await using var silo = await StartAsync(options => options.ClassSpecificCollectionAge[typeof(LifeGrain).FullName!] = TimeSpan.FromHours(1));
        await silo.Grains.GetGrain<IAgedGrain>("g").Touch();
        await silo.Grains.GetGrain<ILifeGrain>("g").Touch();
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["activated", "deactivated ActivationIdle", "disposed"], await _diary.ReadAsync(3));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["aged ActivationIdle"], await _diary.ReadAsync(1));
    }

    [Fact]
    public async Task A_grain_can_put_its_end_off_and_take_that_back()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>("g");
        await grain.Keep(TimeSpan.FromHours(5));
        _time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(101, await grain.Touch());
        await grain.Keep(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(["activated", "deactivated ActivationIdle"], await _diary.ReadAsync(2));
    }

    [Fact]
    public async Task Callers_wait_the_response_timeout_and_at_most_two_ticks_more()
    {
        await using var silo = await StartAsync();
        var gate = Gate.NewName();
        var grain = silo.Grains.GetGrain<IFailingGrain>("g");
        var running = grain.Wait(gate);
        await Gate.At(gate).Reached;
        var queued = grain.Hello();
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => running.Patiently());
        await Assert.ThrowsAsync<TimeoutException>(() => queued.Patiently());
        Gate.At(gate).Open();
        Assert.Equal(1, await grain.Hello().Patiently());
    }

    private Task<TestSilo> StartAsync(Action<GrainCollectionOptions>? configure = null) => TestSilo.StartAsync(silo =>
    {
        silo.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));
        silo.Services.AddSingleton(_diary);
        silo.Configure<GrainCollectionOptions>(options => configure?.Invoke(options));
    });
}
