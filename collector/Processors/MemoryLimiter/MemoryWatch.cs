namespace TracingReference.Collector.Processors.MemoryLimiter;

/// <summary>
/// Looks at the heap at intervals, and says whether data must be refused. Above the soft limit it collects garbage first, and
/// refuses only if that does not help; the hard limit merely lets it collect more often.
/// </summary>
internal sealed partial class MemoryWatch(MemoryLimiterSettings settings, TimeProvider time, IHeap heap, ILogger logger)
{
    private const long MiB = 1024 * 1024;
    private const double UsefulShare = 0.95;
    private readonly Lock _lock = new();
    private volatile bool _mustRefuse;
    private ITimer? _timer;
    private int _users;
    private long _lastUsed;
    private long _lastCollection = time.GetTimestamp();
    private TimeSpan _softInterval;
    private TimeSpan _hardInterval;

    public bool MustRefuse => _mustRefuse;

    public void Start()
    {
        lock (_lock)
        {
            if (++_users == 1)
            {
                _timer = time.CreateTimer(static watch => ((MemoryWatch)watch!).Check(), this, settings.CheckInterval, settings.CheckInterval);
            }
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            if (--_users == 0)
            {
                _timer?.Dispose();
            }
        }
    }

    // A timer's next call may come while this one still collects: that one has nothing to add.
    private void Check()
    {
        if (!_lock.TryEnter())
        {
            return;
        }

        try
        {
            var used = heap.Used;
            var isAbove = Note(used, collected: false);
            if (isAbove && IsTimeToCollect(used))
            {
                heap.Collect();
                _lastCollection = time.GetTimestamp();
                used = heap.Used;
                isAbove = Note(used, collected: true);
            }

            if (isAbove != _mustRefuse)
            {
                LogChange(logger, isAbove ? "above the soft limit: data is refused" : "within limits again", used / MiB, settings.SoftLimit / MiB);
                _mustRefuse = isAbove;
            }
        }
        finally
        {
            _lock.Exit();
        }
    }

    private bool IsTimeToCollect(long used)
    {
        var isHard = used >= settings.Limit;
        var (least, own) = isHard ? (settings.HardCollection.Least, _hardInterval) : (settings.SoftCollection.Least, _softInterval);
        return time.GetElapsedTime(_lastCollection) > (own > least ? own : least);
    }

    // Collections that free less than a twentieth are made more rarely: they cost time that is needed to get rid of the data.
    private bool Note(long used, bool collected)
    {
        var isAbove = used >= settings.SoftLimit;
        if (!isAbove || used <= _lastUsed * UsefulShare)
        {
            (_softInterval, _hardInterval) = (TimeSpan.Zero, TimeSpan.Zero);
        }
        else if (collected)
        {
            _softInterval = settings.SoftCollection.After(_softInterval, settings.CheckInterval);
            _hardInterval = settings.HardCollection.After(_hardInterval, settings.CheckInterval);
        }

        _lastUsed = used;
        return isAbove;
    }

    [LoggerMessage(LogLevel.Warning, "memory is {State} ({Used} MiB in use, soft limit {SoftLimit} MiB)")]
    private static partial void LogChange(ILogger logger, string state, long used, long softLimit);
}
