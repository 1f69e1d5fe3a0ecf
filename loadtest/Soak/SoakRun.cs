using System.Diagnostics;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Soak;

/// <summary>Watches a load: reads every process at equal intervals, and sums up what was answered between.</summary>
/// <param name="section">Takes the readings as they come.</param>
/// <param name="interval">Between two readings.</param>
/// <param name="read">Reads the processes; none of a system that ran already.</param>
/// <param name="say">Tells how it goes.</param>
internal sealed class SoakRun(
    SoakSection section, TimeSpan interval, Func<CancellationToken, Task<IReadOnlyDictionary<string, ProcessReading>>> read, Action<string> say)
{
    private const int PointsPerLine = 6;
    private LoadRecorder recorder = new();

    /// <summary>Takes an answer; any thread.</summary>
    public void Record(Call call, TimeSpan latency) => Volatile.Read(ref recorder).Record(call, latency);

    /// <summary>Runs a load and watches it to its end.</summary>
    /// <param name="load">Begins it; it is told to stop where the system is found dead.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">A process has ended, or nothing was answered as it should be for a whole interval, or at all.</exception>
    public async Task WatchAsync(Func<CancellationToken, Task> load, CancellationToken cancellationToken)
    {
        var before = await read(cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        var running = load(stop.Token);
        try
        {
            using var timer = new PeriodicTimer(interval);
            while (await WaitAsync(timer, running, stop.Token).ConfigureAwait(false))
            {
                var now = await read(cancellationToken).ConfigureAwait(false);
                Add(Stopwatch.GetElapsedTime(begun), before, now);
                before = now;
            }

            await running.ConfigureAwait(false);
            if (recorder.All.Count > 0)
            {
                Add(Stopwatch.GetElapsedTime(begun), before, await read(cancellationToken).ConfigureAwait(false));
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    // Whether the load goes on at the next tick.
    private static async Task<bool> WaitAsync(PeriodicTimer timer, Task running, CancellationToken cancellationToken)
    {
        var tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        await Task.WhenAny(tick, running).ConfigureAwait(false);
        if (running.IsCompleted)
        {
            timer.Dispose(); // its wait ends with false
            await ((Task)tick).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }

        return await tick.ConfigureAwait(false);
    }

    private void Add(TimeSpan at, IReadOnlyDictionary<string, ProcessReading> before, IReadOnlyDictionary<string, ProcessReading> now)
    {
        var answers = Interlocked.Exchange(ref recorder, new());
        foreach (var (failure, count) in answers.Failures)
        {
            section.Failures[failure] = section.Failures.GetValueOrDefault(failure) + count;
        }

        section.Points.Add(new(
            at.TotalSeconds,
            answers.All.Count,
            answers.Failed,
            answers.All.Quantile(0.5).TotalMicroseconds,
            answers.All.Quantile(0.9).TotalMicroseconds,
            answers.All.Quantile(0.99).TotalMicroseconds,
            now.ToDictionary(pair => pair.Key, pair => Between(before[pair.Key], pair.Value))));
        if (answers.All.Count > 0 && answers.Failed == answers.All.Count)
        {
            throw new LoadTestException($"All {answers.Failed} requests of the last {interval.TotalSeconds:0.#} s failed: {string.Join("; ", answers.Failures.Select(failure => $"{failure.Value} x {failure.Key}"))}. Does the system still run?");
        }

        // Behind the load's end, only its last answers are waited for.
        if (answers.All.Count == 0 && at.TotalSeconds <= section.Seconds)
        {
            throw new LoadTestException($"Not one of {section.Rate} requests a second was answered in the last {interval.TotalSeconds:0.#} s. Does the system hang?");
        }

        if (section.Points.Count % PointsPerLine == 0)
        {
            var point = section.Points[^1];
            say($"{at.TotalSeconds:0} of {section.Seconds:0} s: {section.Points.Sum(each => each.Requests)} answered, {section.Points.Sum(each => each.Failed)} failed, p99 {Quantity.Format(point.P99Microseconds, "us")}"
                + (point.Services.Count == 0 ? "" : $", {Quantity.Format(point.Services.Values.Sum(usage => usage.ResidentBytes), "bytes")} resident"));
        }
    }

    private static SoakUsage Between(ProcessReading before, ProcessReading now) =>
        new(now.ResidentBytes, now.AllocatedBytes - before.AllocatedBytes, (now.Cpu - before.Cpu).TotalMicroseconds);
}
