using System.Runtime.InteropServices;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.Display;
using NBomber.Reports;

namespace NBomber.Engine;

/// <summary>A test from its first initialization to its reports.</summary>
internal sealed class TestSession
{
    private static readonly TimeSpan CompletionPoll = TimeSpan.FromMilliseconds(20);

    private readonly NBomberContext context;
    private readonly IDisplay display;
    private readonly IReadOnlyList<ScenarioRun> runs;
    private readonly IReadOnlyList<ThresholdWatch> thresholds;
    private string? stopReason;

    public TestSession(NBomberContext context, IDisplay display, TimeProvider time)
    {
        this.context = context;
        this.display = display;
        Time = time;
        var created = time.GetUtcNow().UtcDateTime;
        TestInfo = new()
        {
            SessionId = $"{created:yyyy-MM-dd_HH.mm.ff}_session_{Guid.NewGuid().ToString("N")[..8]}",
            TestSuite = context.TestSuite,
            TestName = context.TestName,
            Created = created,
        };
        runs = [.. Chosen(context).Select((props, index) => new ScenarioRun(props, index, this))];
        thresholds = [.. runs.SelectMany(run => run.Props.Thresholds.Select(threshold => new ThresholdWatch(run, threshold)))];
    }

    public TimeProvider Time { get; }

    public TestInfo TestInfo { get; }

    public NodeInfo NodeInfo { get; } = new()
    {
        MachineName = Environment.MachineName,
        OS = RuntimeInformation.OSDescription,
        DotNetVersion = RuntimeInformation.FrameworkDescription,
        Processor = RuntimeInformation.ProcessArchitecture.ToString(),
        CoresCount = Environment.ProcessorCount,
        NBomberVersion = "stand-in",
    };

    /// <summary>How long a scenario's load lasts; zero where it counts iterations.</summary>
    public TimeSpan DurationOf(ScenarioProps props) => Loads(props)
        .Where(load => load.During != Timeout.InfiniteTimeSpan).Aggregate(TimeSpan.Zero, (sum, load) => sum + load.During);

    public async Task<NodeStats> RunAsync()
    {
        foreach (var run in runs)
        {
            try
            {
                await run.InitAsync().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Scenario '{run.Props.ScenarioName}' could not be initialized: {error.Message}", error);
            }
        }

        try
        {
            await EachGroupAsync(OperationType.WarmUp).ConfigureAwait(false);
            await EachGroupAsync(OperationType.Bombing).ConfigureAwait(false);
        }
        finally
        {
            foreach (var run in runs)
            {
                await run.CleanAsync().ConfigureAwait(false);
                run.Enter(OperationType.Complete);
            }
        }

        return Finish();
    }

    public void StopScenario(string name, string reason)
    {
        var run = runs.FirstOrDefault(run => run.Props.ScenarioName == name)
            ?? throw new ArgumentException($"There is no scenario '{name}' to stop.", nameof(name));
        display.Say($"Scenario '{name}' is stopped: {reason}");
        run.Stop();
    }

    public void Stop(string reason)
    {
        if (Interlocked.CompareExchange(ref stopReason, reason, null) is null)
        {
            display.Say($"The test is stopped: {reason}");
            foreach (var run in runs)
            {
                run.Stop();
            }
        }
    }

    private static IEnumerable<Load> Loads(ScenarioProps props) => props.LoadSimulations.Cast<Load>();

    private static IReadOnlyList<ScenarioProps> Chosen(NBomberContext context)
    {
        if (context.Scenarios.GroupBy(scenario => scenario.ScenarioName).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"Two scenarios are called '{twice.Key}'; names must be unique.");
        }

        if (context.TargetScenarios.FirstOrDefault(name => context.Scenarios.All(scenario => scenario.ScenarioName != name)) is { } unknown)
        {
            throw new InvalidOperationException(
                $"There is no scenario '{unknown}'; there are {string.Join(", ", context.Scenarios.Select(scenario => scenario.ScenarioName))}.");
        }

        ScenarioProps[] chosen = [.. context.Scenarios.Where(scenario => context.TargetScenarios.Count == 0 || context.TargetScenarios.Contains(scenario.ScenarioName))];
        var weighted = chosen.Where(scenario => scenario.Weight is not null).ToArray();
        return chosen.Length == 0 ? throw new InvalidOperationException("There is no scenario to run.")
            : weighted.Skip(1).Any(scenario => !scenario.LoadSimulations.SequenceEqual(weighted[0].LoadSimulations))
                ? throw new InvalidOperationException("Scenarios with a weight share one load: give all of them the same simulations.")
            : chosen;
    }

    // Scenarios with a weight share one load; each of the others has its own.
    private async Task EachGroupAsync(OperationType operation)
    {
        var weighted = runs.Where(run => run.Props is { Weight: not null, Run: not null }).ToArray();
        IEnumerable<ScenarioRun[]> groups = runs.Where(run => run.Props is { Weight: null, Run: not null }).Select(run => new[] { run });
        if (weighted.Length > 0)
        {
            groups = groups.Append(weighted);
        }

        using var ended = new CancellationTokenSource();
        var driven = Task.WhenAll(groups.Select(group => DriveAsync(group, operation)));
        var reporting = operation == OperationType.Bombing
            ? display.FollowAsync(() => [.. runs.Select(run => run.Progress())], show => ReportAsync(show, ended.Token))
            : Task.CompletedTask;
        try
        {
            await driven.ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await reporting.ConfigureAwait(false);
        }
    }

    private async Task DriveAsync(ScenarioRun[] group, OperationType operation)
    {
        var loads = operation == OperationType.WarmUp ? WarmUp(group[0].Props) : [.. Loads(group[0].Props)];
        if (loads.Count == 0)
        {
            return;
        }

        Array.ForEach(group, run => run.Enter(operation));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource([.. group.Select(run => run.Stopped)]);
        await new LoadDriver([.. group.Select(run => (run, run.Props.Weight ?? 1))], Time).DriveAsync(loads, stop.Token).ConfigureAwait(false);

        var begun = Time.GetTimestamp();
        while (group.Any(run => run.UnderWay > 0) && Time.GetElapsedTime(begun) < context.CompletionTimeout)
        {
            await Task.Delay(CompletionPoll, Time).ConfigureAwait(false);
        }

        foreach (var run in group)
        {
            if (operation == OperationType.Bombing)
            {
                run.Abandon();
                run.Enter(OperationType.Complete);
            }
        }
    }

    // As much load as the first simulation ends with.
    private static IReadOnlyList<Load> WarmUp(ScenarioProps props) => props.WarmUpDuration is not { } during ? [] : Loads(props).First() switch
    {
        ClosedLoad closed => [(Load)CSharp.Simulation.KeepConstant(closed.Copies, during)],
        OpenLoad open => [(Load)CSharp.Simulation.Inject(Math.Max(1, (int)Math.Round(open.PerSecond)), TimeSpan.FromSeconds(1), during)],
        _ => [],
    };

    private async Task ReportAsync(Action show, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(context.ReportingInterval, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
            {
                CheckThresholds();
                show();
            }
        }
        catch (OperationCanceledException)
        {
            // All load has ended.
        }
    }

    private void CheckThresholds()
    {
        var stats = runs.ToDictionary(run => run.Props.ScenarioName, run => run.Stats());
        foreach (var threshold in thresholds)
        {
            threshold.Check(stats[threshold.Result().ScenarioName]);
            if (threshold.ShallAbort)
            {
                Stop($"threshold {threshold.Text} has failed too often");
            }
        }
    }

    private NodeStats Finish()
    {
        CheckThresholds();
        NodeInfo.CurrentOperation = OperationType.Complete;
        var stats = new NodeStats
        {
            ScenarioStats = [.. runs.Select(run => run.Stats())],
            Thresholds = [.. thresholds.Select(threshold => threshold.Result())],
            NodeInfo = NodeInfo,
            TestInfo = TestInfo,
            Duration = runs.Max(run => run.Elapsed),
        };
        stats.ReportFiles = ReportFolder.Write(context, stats);
        if (context.ShowsConsole)
        {
            Console.WriteLine(TextReport.Of(stats));
        }

        return stats;
    }
}
