namespace TracingReference.Payment.Tests;

/// <summary>A clock on which pauses between attempts are over at once, and timeouts come when a test says so.</summary>
internal sealed class StepClock : TimeProvider
{
    /// <summary>Pauses are shorter than this, timeouts are not.</summary>
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly List<Pending> timeouts = [];
    private readonly List<TimeSpan> pauses = [];

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
                clock.timeouts.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
