namespace TracingReference.Tests.Support;

/// <summary>A clock on which short pauses are over at once and kept, and long waits stand until a test ends them or their owner gives up.</summary>
internal sealed class StepClock : TimeProvider
{
    /// <summary>Pauses are shorter than this, waits such as timeouts are not.</summary>
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly List<Pending> timeouts = [];
    private readonly List<TimeSpan> pauses = [];
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A long wait has begun.</summary>
    public Task Begun => begun.Task;

    /// <summary>A long wait was given up.</summary>
    public Task GivenUp => givenUp.Task;

    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (gate)
            {
                return pauses.ToArray();
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (dueTime >= TimeSpan.Zero && dueTime < ShortestTimeout)
            {
                pauses.Add(dueTime);
                return System.CreateTimer(callback, state, TimeSpan.Zero, period);
            }

            var timeout = new Pending(this, () => callback(state), dueTime);
            timeouts.Add(timeout);
            begun.TrySetResult();
            return timeout;
        }
    }

    /// <summary>Lets the one timeout that is under way expire, which must be of this length.</summary>
    public void Expire(TimeSpan length)
    {
        Pending timeout;
        lock (gate)
        {
            timeout = Assert.Single(timeouts);
            timeouts.Clear();
        }

        Assert.Equal(length, timeout.DueTime);
        timeout.Run();
    }

    private sealed class Pending(StepClock clock, Action callback, TimeSpan dueTime) : ITimer
    {
        public TimeSpan DueTime { get; private set; } = dueTime;

        public void Run() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueTime = dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                if (clock.timeouts.Remove(this))
                {
                    clock.givenUp.TrySetResult();
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
