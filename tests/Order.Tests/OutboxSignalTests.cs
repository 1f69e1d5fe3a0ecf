using TracingReference.Order.Outbox;

namespace TracingReference.Order.Tests;

public sealed class OutboxSignalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly OutboxSignal signal = new();

    [Fact]
    public async Task A_signal_given_before_or_during_the_wait_ends_it()
    {
        signal.Set();
        await WaitAsync().WaitAsync(Patience);
        var waiting = WaitAsync();
        Assert.False(waiting.IsCompleted);
        signal.Set();
        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task Many_signals_are_one_wake_up()
    {
        for (var n = 0; n < 1_000; n++)
        {
            signal.Set();
        }

        await WaitAsync().WaitAsync(Patience);
        Assert.False(WaitAsync().IsCompleted);
    }

    [Fact]
    public Task Without_a_signal_the_timeout_ends_the_wait() =>
        signal.WaitAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None).WaitAsync(Patience);

    [Fact]
    public async Task A_stop_is_told_from_a_timeout()
    {
        using var stopping = new CancellationTokenSource();
        var waiting = signal.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    private Task WaitAsync() => signal.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
}
