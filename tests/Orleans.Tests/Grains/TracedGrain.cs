using System.Diagnostics;

namespace TracingReference.Orleans.Tests.Grains;

public interface ITracedGrain : IGrainWithStringKey
{
    Task<string?> Plain();

    Task<string?> Chain(string key);

    Task<string[]> Luggage();

    Task<string?> SwapLocal(string value);

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
    public static readonly AsyncLocal<string?> Local = new();

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

    public Task<string[]> Luggage() => Task.FromResult<string[]>(
        [.. Activity.Current!.Baggage.Select(item => $"{item.Key}={item.Value}"), Activity.Current.GetBaggageItem("shop")!]);

    public Task<string?> SwapLocal(string value)
    {
        var found = Local.Value;
        Local.Value = value;
        Activity.Current?.AddBaggage("grain", value);
        return Task.FromResult(found);
    }

    public Task Store()
    {
        Local.Value = "grain's";
        return state.WriteStateAsync();
    }

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
