using System.Diagnostics;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;

namespace TracingReference.LoadTest.Capacity;

/// <summary>Finds the most requests a second that each arm serves in time.</summary>
internal static class CapacityCommand
{
    public static async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var (begun, random) = (Stopwatch.GetTimestamp(), new Random(run.Options.Seed));
        var plan = CapacityPlan.Of(run.Options.Profile);
        var scenario = run.Options.Scenario ?? ShopScenarios.Mixed;
        var section = new CapacitySection(scenario.Name, plan.Step.TotalSeconds, CapacityPlan.AnsweredShare, CapacityPlan.P99.TotalMicroseconds, CapacityPlan.MadeShare);
        run.Report.Capacity = section;
        var isWhole = true;
        foreach (var (number, arm) in plan.Arms.Index())
        {
            var lastStep = plan.LastStepOf(number);
            isWhole &= await new CapacityPair(run, plan, scenario, arm).RunAsync(section, () => Stopwatch.GetElapsedTime(begun) < lastStep, random, cancellationToken).ConfigureAwait(false);
        }

        if (!isWhole)
        {
            run.Report.Remarks.Add("The profile's bound on time or steps ended searches; those that are not settled say only what was served, not that more would not be.");
        }
    }
}
