using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>What each way of telemetry adds to none at all.</summary>
internal static class OverheadCommand
{
    public static async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var plan = OverheadPlan.Of(run.Options.Profile);
        switch (run.Options.Plant)
        {
            case null:
                var section = await PairsRun.RunAsync(run, plan, [.. plan.Pairs.Select(pair => (MeasuredArm.Of(pair.A), MeasuredArm.Of(pair.B), pair.Quads))], cancellationToken).ConfigureAwait(false);
                run.Report.Budgets.AddRange(OverheadBudgets.Of(run.Budgets, section));
                break;
            case PlantedBurner.Fault:
                var all = MeasuredArm.Of(Arm.Head100);
                await CompareCommand.RunAsync(run, plan, all, all.Burning(PlantedBurner.Percent), cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw new LoadTestException($"overhead can plant {PlantedBurner.Fault} only, not {run.Options.Plant}. See --help.");
        }
    }
}
