using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Tests.Systems;

/// <summary>Two systems start at once and stop at once, and none is left running.</summary>
public sealed class TwinsTests
{
    [Fact]
    public async Task Both_are_there_when_the_later_one_has_started()
    {
        var (a, b) = (new Simulated(), new Simulated());
        var later = new TaskCompletionSource<Simulated>();
        var starting = Twins<Simulated>.StartAsync(later.Task, Task.FromResult(b));
        Assert.False(starting.IsCompleted);
        later.SetResult(a);
        var twins = await starting;
        Assert.Same(a, twins.A);
        Assert.Same(b, twins.B);
        Assert.Equal((0, 0), (a.Stops, b.Stops));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_one_does_not_start_the_other_one_is_stopped_however_late_it_starts(bool isFirst)
    {
        var other = new Simulated();
        var (fails, starts) = (new TaskCompletionSource<Simulated>(), new TaskCompletionSource<Simulated>());
        var starting = isFirst ? Twins<Simulated>.StartAsync(fails.Task, starts.Task) : Twins<Simulated>.StartAsync(starts.Task, fails.Task);
        fails.SetException(new InvalidOperationException("its port is taken"));
        starts.SetResult(other);
        Assert.Equal("its port is taken", (await Assert.ThrowsAsync<InvalidOperationException>(() => starting)).Message);
        Assert.Equal(1, other.Stops);
    }

    [Fact]
    public async Task Both_stop_at_once_and_one_that_does_not_keeps_no_other_from_it()
    {
        var never = new TaskCompletionSource();
        var (a, b) = (new Simulated(never.Task), new Simulated());
        var stopping = new Twins<Simulated>(a, b).DisposeAsync().AsTask();
        Assert.Equal((1, 1), (a.Stops, b.Stops));
        Assert.False(stopping.IsCompleted);
        never.SetException(new InvalidOperationException("it hangs"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stopping);
    }

    private sealed class Simulated(Task? stopped = null) : IAsyncDisposable
    {
        public int Stops { get; private set; }

        public ValueTask DisposeAsync()
        {
            Stops++;
            return new(stopped ?? Task.CompletedTask);
        }
    }
}
