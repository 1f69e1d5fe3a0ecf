using System.Linq.Expressions;
using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace NBomber.Engine;

/// <summary>A threshold that is being watched.</summary>
internal sealed class ThresholdWatch(ScenarioRun run, Threshold threshold)
{
    private readonly Func<ScenarioStats, bool>? checkScenario = threshold.CheckScenario?.Compile();
    private readonly Func<StepStats, bool>? checkStep = threshold.CheckStep?.Compile();
    private int errors;
    private string exception = "";

    /// <summary>Whether the test is to be stopped.</summary>
    public bool ShallAbort => errors >= threshold.AbortWhenErrorCount;

    public string Text { get; } = ((LambdaExpression?)threshold.CheckScenario ?? threshold.CheckStep)!.Body.ToString();

    public void Check(ScenarioStats stats)
    {
        if (run.Elapsed < threshold.StartCheckAfter)
        {
            return;
        }

        try
        {
            var holds = checkScenario is not null
                ? checkScenario(stats)
                : stats.StepStats.Find(threshold.StepName) is not { } step || checkStep!(step);
            errors += holds ? 0 : 1;
        }
        catch (Exception error)
        {
            exception = error.Message;
            errors++;
        }
    }

    public ThresholdResult Result() => new()
    {
        ScenarioName = run.Props.ScenarioName,
        StepName = threshold.StepName,
        CheckExpression = Text,
        ExceptionMsg = exception,
        ErrorCount = errors,
        IsFailed = errors > 0,
    };
}
