using System.Collections.Concurrent;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.Display;

namespace NBomber.Engine;

/// <summary>A scenario that is being run: its iterations, and what they came to.</summary>
internal sealed class ScenarioRun(ScenarioProps props, int index, TestSession session)
{
    /// <summary>More iterations at a time are not begun but counted as failed: a system that answers nothing must not take all memory.</summary>
    public const int MostUnderWay = 50_000;

    private readonly Measurements whole = new();
    private readonly ConcurrentDictionary<string, (Measurements Measured, int Index)> steps = new();
    private readonly ConcurrentBag<IterationContext> idle = [];
    private readonly CancellationTokenSource stop = new();
    private long begun;
    private long instances;
    private long invocations;
    private int underWay;
    private TimeSpan? ended;
    private Simulated? simulated;

    public ScenarioProps Props { get; } = props;

    /// <summary>Since its load began; fixed when it has ended.</summary>
    public TimeSpan Elapsed => ended ?? (begun == 0 ? TimeSpan.Zero : session.Time.GetElapsedTime(begun));

    public CancellationToken Stopped => stop.Token;

    public int UnderWay => Volatile.Read(ref underWay);

    public LoadSimulationStats Load { get; set; } = new();

    public OperationType Operation { get; private set; }

    public Measurements Step(string name) => steps.GetOrAdd(name, _ => (new Measurements(), steps.Count + 1)).Measured;

    public void Stop() => stop.Cancel();

    public void Enter(OperationType operation)
    {
        idle.Clear();
        Operation = operation;
        if (operation == OperationType.Bombing)
        {
            begun = session.Time.GetTimestamp();
        }
        else if (operation == OperationType.Complete && begun != 0)
        {
            ended ??= session.Time.GetElapsedTime(begun);
        }
    }

    /// <summary>Begins to count the time of a simulation.</summary>
    public void Enter(Load load) => simulated = new(load, Elapsed);

    /// <summary>Counts an iteration as under way; where too many are, it is one that has failed.</summary>
    /// <param name="due">When it was due.</param>
    /// <returns>Whether it is to be run, by <see cref="IterateAsync"/>.</returns>
    public bool Begin(long due)
    {
        if (Interlocked.Increment(ref underWay) <= MostUnderWay)
        {
            return true;
        }

        Interlocked.Decrement(ref underWay);
        Record(Failure.NotBegun, due);
        return false;
    }

    /// <summary>One iteration that has begun; its latency counts from when it was due.</summary>
    public async Task IterateAsync(long due)
    {
        if (!idle.TryTake(out var context))
        {
            context = NewCopy();
        }

        try
        {
            context.BeginIteration(Interlocked.Increment(ref invocations), due);
            Record(await Props.Run!(context).ConfigureAwait(false), due);
        }
        catch (IterationEndedException end)
        {
            Record(end.Response, due);
        }
        catch (IgnoreMeasurementException)
        {
            // So it was asked for.
        }
        catch (Exception error)
        {
            if (!context.IsCancelled(error))
            {
                Record(Failure.Of<object>(error), due);
            }
        }
        finally
        {
            context.EndIteration();
            idle.Add(context);
            Interlocked.Decrement(ref underWay);
        }
    }

    /// <summary>Counts what has not ended in the time for it.</summary>
    public void Abandon()
    {
        for (var left = UnderWay; left > 0; left--)
        {
            whole.Record(Failure.NotEnded, Elapsed);
        }
    }

    public Task InitAsync() => AroundAsync(Props.Init, OperationType.Init, ScenarioOperation.Init);

    public Task CleanAsync() => AroundAsync(Props.Clean, OperationType.Stop, ScenarioOperation.Clean);

    public ScenarioStats Stats()
    {
        var all = whole;
        if (!steps.IsEmpty)
        {
            all = new Measurements();
            foreach (var (measured, _) in steps.Values)
            {
                all.Add(measured);
            }
        }

        return new()
        {
            ScenarioName = Props.ScenarioName,
            SortIndex = index,
            Duration = Elapsed,
            CurrentOperation = Operation,
            LoadSimulationStats = Load,
            Ok = all.Ok(Elapsed),
            Fail = all.Fail(Elapsed),
            StepStats = [.. steps.OrderBy(step => step.Value.Index).Select(step => new StepStats
            {
                StepName = step.Key,
                SortIndex = step.Value.Index,
                Ok = step.Value.Measured.Ok(Elapsed),
                Fail = step.Value.Measured.Fail(Elapsed),
            })],
        };
    }

    /// <summary>How far it is.</summary>
    public ScenarioProgress Progress() => simulated is { } now
        ? new(Stats(), now.Until(Elapsed), now.Load.During)
        : new(Stats(), TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    private void Record(IResponse response, long due)
    {
        if (Operation != OperationType.Bombing)
        {
            return;
        }

        whole.Record(response, session.Time.GetElapsedTime(due));
        if (response.IsError && whole.FailCount >= Props.MaxFailCount)
        {
            session.Stop($"scenario '{Props.ScenarioName}' has failed {Props.MaxFailCount} times");
        }
    }

    private IterationContext NewCopy() => new(
        this,
        new(Props.ScenarioName, (int)Interlocked.Increment(ref instances) - 1, session.DurationOf(Props),
            Operation == OperationType.WarmUp ? ScenarioOperation.WarmUp : ScenarioOperation.Bombing),
        session,
        Stopped);

    private Task AroundAsync(Func<IScenarioInitContext, Task>? work, OperationType operation, ScenarioOperation scenarioOperation)
    {
        Enter(operation);
        return work?.Invoke(new InitContext(session, new(Props.ScenarioName, 0, session.DurationOf(Props), scenarioOperation))) ?? Task.CompletedTask;
    }

    // Written by who drives the load, read by who shows it: one reference, so that they agree.
    private sealed record Simulated(Load Load, TimeSpan Since)
    {
        // Its last iterations may end later than it does.
        public TimeSpan Until(TimeSpan now)
        {
            var elapsed = now - Since;
            return Load.During == Timeout.InfiniteTimeSpan || elapsed < Load.During ? elapsed : Load.During;
        }
    }

    private sealed class InitContext(TestSession session, ScenarioInfo scenario) : IScenarioInitContext
    {
        public TestInfo TestInfo => session.TestInfo;

        public ScenarioInfo ScenarioInfo { get; } = scenario;

        public NodeInfo NodeInfo => session.NodeInfo;
    }
}
