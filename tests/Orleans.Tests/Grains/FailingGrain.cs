using Orleans.Concurrency;

namespace TracingReference.Orleans.Tests.Grains;

public sealed class ShopException(string message, int code) : Exception(message)
{
    public int Code { get; } = code;
}

public interface IFailingGrain : IGrainWithStringKey
{
    Task Throw(string message);

    Task<int> ThrowLater(string message);

    Task Cancel();

    Task NoTask();

    Task Wait(string gate);

    Task Block(string gate);

    Task<int> Hello();

    [ResponseTimeout("00:00:00.2")]
    Task WaitShortly(string gate);

    [OneWay]
    Task Tell(string gate);

    [OneWay]
    Task TellAndThrow(string gate);

    Task WaitFor(string gate, CancellationToken cancellationToken);

    Task<string> HowItEnded();

    Task<string> CallAndCatch(string key);
}

public sealed class FailingGrain : Grain, IFailingGrain
{
    private readonly TaskCompletionSource<string> _ended = new();

    public Task Throw(string message) => throw new ShopException(message, 7);

    public async Task<int> ThrowLater(string message)
    {
        await Task.Yield();
        throw new ShopException(message, 8);
    }

    public Task Cancel() => throw new OperationCanceledException("mine");

    public Task NoTask() => null!;

    public Task Wait(string gate) => Gate.At(gate).PassAsync();

    public Task Block(string gate)
    {
        Gate.At(gate).PassAsync().GetAwaiter().GetResult();
        return Task.CompletedTask;
    }

    public Task<int> Hello() => Task.FromResult(1);

    public Task WaitShortly(string gate) => Gate.At(gate).PassAsync();

    public Task Tell(string gate) => Gate.At(gate).PassAsync();

    public async Task TellAndThrow(string gate)
    {
        await Gate.At(gate).PassAsync();
        throw new ShopException("told", 9);
    }

    public async Task WaitFor(string gate, CancellationToken cancellationToken)
    {
        var own = TaskScheduler.Current;
        using var registration = cancellationToken.Register(() => _ended.TrySetResult(TaskScheduler.Current == own ? "cancelled on the grain" : "cancelled elsewhere"));
        var passed = Gate.At(gate).PassAsync();
        await Task.WhenAny(passed, Task.Delay(Timeout.Infinite, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        _ended.TrySetResult("passed");
    }

    public Task<string> HowItEnded() => _ended.Task.Patiently();

    public async Task<string> CallAndCatch(string key)
    {
        try
        {
            await GrainFactory.GetGrain<IFailingGrain>(key).ThrowLater("inner");
            return "nothing";
        }
        catch (ShopException exception)
        {
            return $"{exception.Message} {exception.Code}";
        }
    }
}
