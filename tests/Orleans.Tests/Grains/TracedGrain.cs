using System.Diagnostics;

namespace TracingReference.Orleans.Tests.Grains;

public interface ITracedGrain : IGrainWithStringKey
{
    Task<string?> Plain();

    Task<string?> Chain(string key);

    Task Store();

    Task Forget();

    Task Fail();

    Task End();
}

public interface IUntraceableGrain : IGrainWithStringKey
{
    Task Hello();
}

public sealed class TracedGrain([PersistentState("traced", "store")] IPersistentState<OrderState> state, Diary diary) : Grain, ITracedGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await Task.Yield();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        diary.Write("deactivated");
        return Task.CompletedTask;
    }

    public Task<string?> Plain() => Task.FromResult(Describe());

    public async Task<string?> Chain(string key)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<ITracedGrain>(key).Plain();
    }

    public Task Store() => state.WriteStateAsync();

    public Task Forget() => state.ClearStateAsync();

    public Task Fail() => throw new ShopException("traced", 1);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private static string? Describe() => Activity.Current is { } activity
        ? $"{activity.TraceId} {activity.GetBaggageItem("shop")}"
        : null;
}

public sealed class UntraceableGrain : Grain, IUntraceableGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) => throw new ShopException("never", 1);

    public Task Hello() => Task.CompletedTask;
}
