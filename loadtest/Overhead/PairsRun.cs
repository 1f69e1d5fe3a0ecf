using System.Diagnostics;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;

namespace TracingReference.LoadTest.Overhead;

/// <summary>Several pairs, one after the other: only the pair that is compared is running.</summary>
internal static class PairsRun
{
    /// <param name="run">Where results go.</param>
    /// <param name="plan">How much is measured.</param>
    /// <param name="pairs">Control first; each with its number of quads.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<OverheadSection> RunAsync(
        Run run, OverheadPlan plan, IReadOnlyList<(MeasuredArm A, MeasuredArm B, int Quads)> pairs, CancellationToken cancellationToken)
    {
        var scenario = run.Options.Scenario ?? ShopScenarios.Mixed;
        if (scenario == ShopScenarios.Faults)
        {
            throw new LoadTestException("The scenario faults needs a system in Development, and figures are taken in Production. Choose another --scenario.");
        }

        var rate = scenario == ShopScenarios.Mixed ? plan.Rate : Math.Min(plan.Rate, scenario.Load.Max(phase => phase.Rate));
        var section = new OverheadSection(scenario.Name, rate, plan.Block.TotalSeconds);
        run.Report.Overhead = section;
        var expected = Expected(pairs.Count);
        run.Say(FormattableString.Invariant(
            $"{pairs.Count} pairs, {pairs.Sum(pair => pair.Quads)} quads, {scenario.Name} at {rate}/s: at most about {expected.TotalMinutes:f0} minutes"));
        var (random, begun) = (new Random(run.Options.Seed), Stopwatch.GetTimestamp());
        foreach (var (a, b, count) in pairs)
        {
            var pair = new Pair(a.Name, b.Name, IsControl: section.Pairs.Count == 0);
            section.Pairs.Add(pair);
            var left = plan.Limit * (Expected(section.Pairs.Count) / expected) - Stopwatch.GetElapsedTime(begun);
            await new PairRun(run, plan, scenario, rate, random).RunAsync(pair, a, b, count, left, cancellationToken).ConfigureAwait(false);
        }

        return section;

        TimeSpan Expected(int first) => plan.Expected(
            first, pairs.Take(first).Sum(pair => pair.Quads), collectors: pairs.Take(first).Count(pair => !(pair.A.IsStraight && pair.B.IsStraight)));
    }
}
