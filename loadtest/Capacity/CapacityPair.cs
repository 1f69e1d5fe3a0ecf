using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Capacity;

/// <summary>
/// Searches the capacity of <c>off</c> and of another arm. Only these two systems run; they are loaded at once until both are warm, and
/// then one at a time.
/// </summary>
/// <param name="run">Where results go.</param>
/// <param name="plan">How much is searched.</param>
/// <param name="scenario">What is asked.</param>
/// <param name="arm">The other arm.</param>
internal sealed class CapacityPair(Run run, CapacityPlan plan, ShopScenario scenario, Arm arm)
{
    /// <summary>Runs it.</summary>
    /// <param name="section">Takes steps and what they show, as it goes.</param>
    /// <param name="mayGoOn">Whether there is time for a further step.</param>
    /// <param name="random">Which system has which ports, and the order of the arms.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether every search came to its end.</returns>
    public async Task<bool> RunAsync(CapacitySection section, Func<bool> mayGoOn, Random random, CancellationToken cancellationToken)
    {
        await using var systems = await MeasuredSystem.StartTwinsAsync(
            run, MeasuredArm.Of(Arm.Off), MeasuredArm.Of(arm), plan.IsProfileGuided, random, cancellationToken).ConfigureAwait(false);
        if (await new WarmUp(scenario, plan.WarmUpAtMost).RunAsync(run, systems.A, systems.B, cancellationToken).ConfigureAwait(false) is { } share)
        {
            run.Report.Remarks.Add(FormattableString.Invariant(
                $"{Arm.Off.Name} and {arm.Name}: when the first step began, compilation still took {100 * share:f0}% of a system's processor time: they were not warm, and may serve more; use a longer profile, or a quieter machine."));
        }

        return await new CapacityRun(arm.Name, plan, StepAsync, mayGoOn, random).RunAsync(section, cancellationToken).ConfigureAwait(false);

        async Task<CapacityStep> StepAsync(string name, int search, int rate, CancellationToken stop)
        {
            var load = new LoadPhase(rate, plan.Step);
            var answers = await (name == arm.Name ? systems.B : systems.A).OverloadAsync(scenario, load, stop).ConfigureAwait(false);
            var (all, p99) = (answers.Recorder.All, answers.Recorder.All.Quantile(0.99));
            var step = new CapacityStep(
                arm.Name, name, search, rate, answers.Begun, all.Count, answers.Recorder.Failed, all.Quantile(0.5).TotalMicroseconds, p99.TotalMicroseconds,
                CapacityRun.Passes(load, all.Count, answers.Recorder.Failed, p99));
            run.Say($"{name,-8} search {search}: {rate}/s {(step.Passed ? "served in time" : "not served in time")}, {step.Made} made, {step.Failed} failed, p99 {Quantity.Format(step.P99Microseconds, "us")}");
            return step;
        }
    }
}
