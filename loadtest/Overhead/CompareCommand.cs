using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Overhead;

/// <summary>What one arm of the caller's choice adds to another: other settings, another checkout, or a planted fault.</summary>
internal static class CompareCommand
{
    // Decides the exit code between equal settings, so of another build or a planted fault: that may not cost so much unseen.
    // Where settings differ they may well cost something, and it informs.
    private static readonly Budget Regression = new(
        "cpu-b-over-a", "compare", "cpu-per-request", "B", Measures.All, BudgetScale.Relative, AtMost: 0.05, AtLeast: null, Gate: false,
        "Arm B may take 5% more processor time of the services than arm A.");

    public static async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var plan = OverheadPlan.Of(run.Options.Profile);
        var (a, b) = (Arm("--a", run.Options.A), Arm("--b", run.Options.B));
        foreach (var arm in new[] { a, b }.Where(arm => arm.Checkout is not null))
        {
            // The report's own commit is that of this build.
            var commit = await Commit.FindAsync(arm.Checkout!, cancellationToken).ConfigureAwait(false);
            run.Report.Remarks.Add($"{arm.Name} is {(commit is null ? "of no commit that git can name" : $"commit {commit}, if it was built since")}.");
        }

        await RunAsync(run, plan, a, run.Options.Plant is null ? b : b.Burning(PlantedBurner.Percent), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The control of A against itself, then A against B.</summary>
    public static async Task RunAsync(Run run, OverheadPlan plan, MeasuredArm a, MeasuredArm b, CancellationToken cancellationToken)
    {
        var section = await PairsRun.RunAsync(run, plan, [(a, a, plan.CompareQuads), (a, b, plan.CompareQuads)], cancellationToken).ConfigureAwait(false);
        if (b.BurnPercent > 0)
        {
            var burnt = FormattableString.Invariant(
                $"{b.Name} was told to burn {b.BurnPercent}% of its services' processor time on top, and burnt {100 * PlantedBurner.Share(section.Pairs[^1]):f1}% by their own account.");
            run.Say(burnt);
            run.Report.Remarks.Add(burnt);
        }

        var budget = Regression with { Gate = a.HasSettingsOf(b) };
        var result = OverheadBudgets.Judge(budget, section, section.Pairs[^1]);
        run.Report.Budgets.Add(result);
        run.Say(FormattableString.Invariant($"{result.Name}: {result.Verdict}, {100 * result.Estimate:+0.0;-0.0}% [{100 * result.Lower:+0.0;-0.0}%, {100 * result.Upper:+0.0;-0.0}%]; {result.Reason}"));
    }

    private static MeasuredArm Arm(string option, string text) => MeasuredArm.Parse(option, text, AppHostOf);

    private static string AppHostOf(string checkout)
    {
        var name = Path.GetFileName(BuildInfo.Program("AppHost"));
        return Path.Combine(Path.GetFullPath(checkout), "AppHost", "bin", BuildInfo.Packages, "Release", "net10.0", name);
    }
}
