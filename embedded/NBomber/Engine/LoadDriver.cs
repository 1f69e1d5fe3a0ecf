namespace NBomber.Engine;

/// <summary>Makes the load of one scenario, or of several that share it by weight.</summary>
/// <param name="scenarios">Each with its weight.</param>
/// <param name="time">The clock.</param>
internal sealed class LoadDriver(IReadOnlyList<(ScenarioRun Run, int Weight)> scenarios, TimeProvider time)
{
    private static readonly TimeSpan RampStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongSleep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TimerError = TimeSpan.FromMilliseconds(2);

    private readonly int weights = scenarios.Sum(scenario => scenario.Weight);
    private readonly Random random = new();
    private int copies;
    private double perSecond;

    public async Task DriveAsync(IEnumerable<Load> loads, CancellationToken stop)
    {
        foreach (var load in loads)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            foreach (var (run, _) in scenarios)
            {
                run.Enter(load);
            }

            switch (load)
            {
                case ClosedLoad closed:
                    await DriveAsync(closed, stop).ConfigureAwait(false);
                    (copies, perSecond) = (closed.Copies, 0);
                    break;
                case OpenLoad open:
                    // Waiting for what is due next blocks a thread, so it is one of its own.
                    await Task.Factory.StartNew(
                        () => Drive(open, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
                    (copies, perSecond) = (0, open.PerSecond);
                    break;
                default:
                    Show(load, 0);
                    await Task.Delay(load.During, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
            }
        }
    }

    private async Task DriveAsync(ClosedLoad load, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        var left = load.Iterations ?? int.MaxValue;
        var running = new List<Task>();
        var wanted = 0;
        while (true)
        {
            wanted = load.CopiesAt(copies, time.GetElapsedTime(begun));
            Show(load, wanted);
            for (var copy = running.Count; copy < wanted; copy++)
            {
                running.Add(RepeatAsync(copy));
            }

            if (load.Iterations is not null)
            {
                break;
            }

            var rest = load.During - time.GetElapsedTime(begun);
            if (rest <= TimeSpan.Zero || stop.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(rest < RampStep ? rest : RampStep, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (load.Iterations is null)
        {
            Volatile.Write(ref wanted, 0); // each copy ends with its iteration
        }

        await Task.WhenAll(running).ConfigureAwait(false);

        async Task RepeatAsync(int copy)
        {
            await Task.Yield();
            while (copy < Volatile.Read(ref wanted) && !stop.IsCancellationRequested && Interlocked.Decrement(ref left) >= 0)
            {
                var (run, now) = (Next(), time.GetTimestamp());
                if (run.Begin(now))
                {
                    await run.IterateAsync(now).ConfigureAwait(false);
                }
            }
        }
    }

    private void Drive(OpenLoad load, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        Show(load, load.Rate);
        foreach (var due in load.DueTimes(perSecond, random))
        {
            if (!WaitUntil(begun, due, stop))
            {
                return;
            }

            var at = begun + (long)(due.TotalSeconds * time.TimestampFrequency);
            var run = Next();
            if (run.Begin(at))
            {
                ThreadPool.UnsafeQueueUserWorkItem(static start => _ = start.Run.IterateAsync(start.At), (Run: run, At: at), preferLocal: false);
            }
        }

        if (load.During != Timeout.InfiniteTimeSpan)
        {
            WaitUntil(begun, load.During, stop);
        }
    }

    // False when it is stopped before.
    private bool WaitUntil(long begun, TimeSpan due, CancellationToken stop)
    {
        while (due - time.GetElapsedTime(begun) is var rest && rest > TimeSpan.Zero)
        {
            if (rest <= TimerError)
            {
                ShortSleep.For(rest);
            }
            else if (stop.WaitHandle.WaitOne(rest > LongSleep ? LongSleep : rest - TimerError))
            {
                return false;
            }
        }

        return !stop.IsCancellationRequested;
    }

    private ScenarioRun Next()
    {
        if (scenarios.Count == 1)
        {
            return scenarios[0].Run;
        }

        var drawn = Random.Shared.Next(weights);
        foreach (var (run, weight) in scenarios)
        {
            drawn -= weight;
            if (drawn < 0)
            {
                return run;
            }
        }

        return scenarios[^1].Run;
    }

    private void Show(Load load, int value)
    {
        foreach (var (run, _) in scenarios)
        {
            run.Load = new() { SimulationName = load.Name, Value = value };
        }
    }
}
