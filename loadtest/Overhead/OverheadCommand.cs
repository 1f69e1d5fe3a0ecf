using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>What each way of telemetry adds to none at all.</summary>
internal static class OverheadCommand
{
    public static async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var plan = OverheadPlan.Of(run.Options.Profile);
        if (run.Options.Plant is not null)
        {
            var all = MeasuredArm.Of(Arm.Head100);
            await CompareCommand.RunAsync(run, plan, all, all.Burning(PlantedBurner.Percent), cancellationToken).ConfigureAwait(false);
            return;
        }

        var pairs = plan.Pairs.Select(pair => (MeasuredArm.Of(pair.A), MeasuredArm.Of(pair.B), pair.Quads)).ToArray();
        var section = await PairsRun.RunAsync(run, plan, pairs, cancellationToken).ConfigureAwait(false);
        run.Report.Budgets.AddRange(OverheadBudgets.Of(run.Budgets, section));
    }
}
