using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace NBomber.Engine;

/// <summary>A copy of a scenario, and the iteration that it is at.</summary>
internal sealed class IterationContext(ScenarioRun run, ScenarioInfo scenario, TestSession session, CancellationToken stop) : IScenarioContext
{
    private long? stepBegins;

    public TestInfo TestInfo => session.TestInfo;

    public ScenarioInfo ScenarioInfo { get; } = scenario;

    public NodeInfo NodeInfo => session.NodeInfo;

    public long InvocationNumber { get; private set; }

    public Dictionary<string, object> Data { get; } = [];

    public Dictionary<string, object> ScenarioInstanceData { get; } = [];

    public CancellationToken ScenarioCancellationToken => stop;

    public Random Random { get; } = new();

    public void StopScenario(string scenarioName, string reason) => session.StopScenario(scenarioName, reason);

    public void StopCurrentTest(string reason) => session.Stop(reason);

    public TimeSpan GetScenarioTimerTime() => run.Elapsed;

    /// <summary>Whether an exception is only the end of the scenario.</summary>
    public bool IsCancelled(Exception error) => error is OperationCanceledException && stop.IsCancellationRequested;

    /// <param name="number">Of the iteration.</param>
    /// <param name="due">When it was due, which is when its first step is counted from.</param>
    public void BeginIteration(long number, long due)
    {
        InvocationNumber = number;
        stepBegins = due;
    }

    public void EndIteration() => Data.Clear();

    public long BeginStep()
    {
        var begins = stepBegins ?? session.Time.GetTimestamp();
        stepBegins = null;
        return begins;
    }

    /// <exception cref="IterationEndedException">The step failed, and with it the iteration.</exception>
    public void EndStep(string name, IResponse response, long begun)
    {
        if (ScenarioInfo.ScenarioOperation == ScenarioOperation.Bombing)
        {
            run.Step(name).Record(response, session.Time.GetElapsedTime(begun));
        }

        if (response.IsError && run.Props.RestartIterationOnFail)
        {
            throw new IterationEndedException(response);
        }
    }
}
