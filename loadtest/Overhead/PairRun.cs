using System.Diagnostics;
using System.Globalization;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>
/// Compares two arms. Both systems are started together, so that they are of equal age, and run until the end; the load goes to
/// one at a time, in quads of blocks that follow each other at once, and the other one idles meanwhile. A block has all that its system
/// used since its block before: what a request leaves to do (a payment, an export) when the load is on the other arm already is of its
/// arm's next block, as what the block before left is of this one.
/// </summary>
/// <param name="run">Where results go.</param>
/// <param name="plan">How much is measured.</param>
/// <param name="scenario">What is asked.</param>
/// <param name="rate">Requests a second.</param>
/// <param name="random">The order of blocks, and which system has which ports.</param>
internal sealed class PairRun(Run run, OverheadPlan plan, ShopScenario scenario, int rate, Random random)
{
    private const double FailedAtMost = 0.01;
    private const double BusyAtMost = 0.75;
    private const double CompilingAtMost = 0.1;
    private static readonly TimeSpan LateAtMost = TimeSpan.FromSeconds(1);

    private readonly LoadPhase load = new(rate, plan.Block);
    private readonly int requests = (int)(rate * plan.Block.TotalSeconds);
    private ProcessorTime atWork;

    /// <summary>Runs the pair; what it has measured when it is interrupted is in <paramref name="pair"/>.</summary>
    /// <param name="pair">Takes the quads.</param>
    /// <param name="a">The base arm.</param>
    /// <param name="b">The other one.</param>
    /// <param name="quads">How many, if there is time.</param>
    /// <param name="limit">How long it may take; null where there is no limit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(Pair pair, MeasuredArm a, MeasuredArm b, int quads, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var time = new PairTime(plan, limit, pair.IsControl ? 0 : new[] { a, b }.Count(arm => arm.IsTraced), a.IsStraight && b.IsStraight);
        await using var systems = await MeasuredSystem.StartTwinsAsync(run, a, b, plan.IsProfileGuided, random, cancellationToken).ConfigureAwait(false);
        try
        {
            await WarmUpAsync(systems, time.WarmUp(Stopwatch.GetElapsedTime(begun), quads), cancellationToken).ConfigureAwait(false);
            char? loadedLast = null;
            for (var number = 1; number <= quads; number++)
            {
                var next = QuadPlan.Draw(random, 2L * (number - 1) * requests, requests);
                var hasLeadIn = loadedLast != next.Order[0];
                if (pair.Quads.Count >= Comparison.FewestQuads && !time.HasTime(Stopwatch.GetElapsedTime(begun), hasLeadIn))
                {
                    run.Report.Remarks.Add($"{pair.A} and {pair.B}: only {number - 1} of {quads} quads were measured in the time that the profile has: systems were slow to start, or chance put more blocks before the quads than are expected.");
                    break;
                }

                if (hasLeadIn)
                {
                    await LeadInAsync(next.Blocks[0].IsA ? systems.A : systems.B, next.Blocks[0].FirstNumber, cancellationToken).ConfigureAwait(false);
                }

                pair.Quads.Add(await MeasureAsync(systems, next, cancellationToken).ConfigureAwait(false));
                loadedLast = next.Order[^1];
                Say(pair, number, quads);
            }

            if (!pair.IsControl)
            {
                await systems.A.TakeExemplarsAsync(scenario, load, 2L * quads * requests, cancellationToken).ConfigureAwait(false);
                await systems.B.TakeExemplarsAsync(scenario, load, 2L * quads * requests, cancellationToken).ConfigureAwait(false);
            }

            var accounts = await Task.WhenAll(systems.A.CloseAsync(cancellationToken), systems.B.CloseAsync(cancellationToken)).ConfigureAwait(false);
            pair.Accounts.AddRange(accounts.SelectMany(each => each));
            pair.Exemplars.AddRange(systems.A.Exemplars.Concat(systems.B.Exemplars));
            run.Report.Remarks.AddRange(SpanAccounting.Remarks(pair.Accounts).Select(remark => $"{pair.A} and {pair.B}: {remark}"));
        }
        finally
        {
            pair.Differences.AddRange(Measures.Of(pair.Quads, a.IsStraight && b.IsStraight));
            if (Measures.CpuDrift(pair.Quads) is { } drift && (drift.Upper < 0 || drift.Lower > 0))
            {
                run.Report.Remarks.Add(FormattableString.Invariant(
                    $"{pair.A} and {pair.B}: what B adds to the processor time drifts from quad to quad, by {100 * drift.Lower:+0.0;-0.0} to {100 * drift.Upper:+0.0;-0.0} points each: its interval is too narrow; use a longer profile, or a quieter machine."));
            }

            if (Measures.CompilerShare(pair.Quads) is var compiling && compiling > CompilingAtMost)
            {
                run.Report.Remarks.Add(FormattableString.Invariant(
                    $"{pair.A} and {pair.B}: beside what was measured, compilation took {100 * compiling:f0}% of processor time: the systems were not warm; use a longer profile, or a quieter machine."));
            }

            if (atWork.Share > BusyAtMost)
            {
                run.Report.Remarks.Add(FormattableString.Invariant($"{pair.A} and {pair.B}: the machine was {100 * atWork.Share:f0}% busy under load; latencies are of its queues, too."));
            }
        }
    }

    private async Task WarmUpAsync(Twins<MeasuredSystem> systems, TimeSpan atMost, CancellationToken cancellationToken)
    {
        await new WarmUp(scenario, atMost).RunAsync(run, systems.A, systems.B, cancellationToken).ConfigureAwait(false);

        // What comes after the last answer is not of the first block.
        await Task.Delay(OverheadPlan.Settle, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(systems.A.ReadAsync(cancellationToken), systems.B.ReadAsync(cancellationToken)).ConfigureAwait(false);
    }

    // A system that has idled costs some percent more at first than one that goes on. With a block beforehand upon the arm that a quad begins
    // with, each quad has one change to either arm, and one block of either that goes on.
    private async Task LeadInAsync(MeasuredSystem system, long firstNumber, CancellationToken cancellationToken)
    {
        await system.LoadAsync(scenario, load, firstNumber, cancellationToken).ConfigureAwait(false);
        await system.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<QuadBlocks> MeasureAsync(Twins<MeasuredSystem> systems, QuadPlan quad, CancellationToken cancellationToken)
    {
        var blocks = new List<Block>();
        foreach (var (isA, firstNumber) in quad.Blocks)
        {
            var system = isA ? systems.A : systems.B;
            var before = ProcessorTime.Now();
            var answers = await system.LoadAsync(scenario, load, firstNumber, cancellationToken).ConfigureAwait(false);
            atWork += ProcessorTime.Now() - before;
            blocks.Add(answers.ToBlock(isA ? "A" : "B", await system.ReadAsync(cancellationToken).ConfigureAwait(false)));
            Note(answers, isA);
        }

        return new(quad.Order, blocks);
    }

    private void Note(LoadAnswers answers, bool isA)
    {
        var recorder = answers.Recorder;
        var when = $"the block of {(isA ? "A" : "B")} at {answers.Begun.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";
        if (recorder.Failed > FailedAtMost * recorder.All.Count)
        {
            run.Report.Remarks.Add($"{when} had {recorder.Failed} failed requests of {recorder.All.Count}: {string.Join("; ", recorder.Failures.Select(failure => $"{failure.Value} x {failure.Key}"))}.");
        }

        if (answers.Took > plan.Block + LateAtMost)
        {
            run.Report.Remarks.Add(FormattableString.Invariant($"{when} took {answers.Took.TotalSeconds:f1} s for a load of {plan.Block.TotalSeconds:f1} s."));
        }
    }

    private void Say(Pair pair, int number, int quads)
    {
        var cpu = Measures.CpuRatio(pair.Quads);
        run.Say(FormattableString.Invariant($"{pair.A} and {pair.B}: quad {number} of {quads}, {pair.Quads[^1].Order}; CPU so far {100 * (cpu - 1):+0.0;-0.0}%, machine {100 * atWork.Share:f0}% busy"));
    }
}
