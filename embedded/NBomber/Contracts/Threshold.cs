using System.Linq.Expressions;
using NBomber.Contracts.Stats;

namespace NBomber.Contracts;

/// <summary>A condition on the statistics, checked at every reporting interval and at the end.</summary>
public sealed class Threshold
{
    private Threshold(int? abortWhenErrorCount, TimeSpan? startCheckAfter)
    {
        AbortWhenErrorCount = abortWhenErrorCount;
        StartCheckAfter = startCheckAfter;
    }

    public string StepName { get; private init; } = "";

    internal Expression<Func<StepStats, bool>>? CheckStep { get; private init; }

    internal Expression<Func<ScenarioStats, bool>>? CheckScenario { get; private init; }

    /// <summary>How many failed checks stop the test; null for none.</summary>
    public int? AbortWhenErrorCount { get; }

    public TimeSpan? StartCheckAfter { get; }

    public static Threshold Create(
        Expression<Func<ScenarioStats, bool>> checkScenario, int? abortWhenErrorCount = null, TimeSpan? startCheckAfter = null) =>
        new(abortWhenErrorCount, startCheckAfter) { CheckScenario = checkScenario };

    public static Threshold Create(
        string stepName, Expression<Func<StepStats, bool>> checkStep, int? abortWhenErrorCount = null, TimeSpan? startCheckAfter = null) =>
        new(abortWhenErrorCount, startCheckAfter) { StepName = stepName, CheckStep = checkStep };
}
