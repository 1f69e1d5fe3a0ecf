namespace Embedded.Kafka;

/// <summary>Takes one broker down, for good or for a time; a later call always replaces what an earlier one planned.</summary>
internal sealed class Outage(TimeProvider time, Action goDown, Action comeUp) : IDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private int _generation;

    public bool Down { get; private set; }

    public void Begin(TimeSpan? duration)
    {
        lock (_lock)
        {
            Forget();
            goDown();
            Down = true;
            if (duration is { } wait)
            {
                _timer = time.CreateTimer(EndIfCurrent, _generation, wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void End()
    {
        lock (_lock)
        {
            Forget();
            comeUp();
            Down = false;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Forget();
        }
    }

    // A timer that has fired may still wait for the lock when a later call forgets it.
    private void EndIfCurrent(object? generation)
    {
        lock (_lock)
        {
            if ((int)generation! == _generation)
            {
                End();
            }
        }
    }

    private void Forget()
    {
        _generation++;
        _timer?.Dispose();
        _timer = null;
    }
}
