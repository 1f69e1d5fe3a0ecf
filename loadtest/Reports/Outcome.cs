using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Comparing;

namespace TracingReference.LoadTest.Reports;

/// <summary>What a report comes to: an exit code and a line.</summary>
internal static class Outcome
{
    public static ExitCode Of(Report report)
    {
        var gating = report.Budgets.Where(result => result.Gates).ToArray();
        return !report.IsComplete ? ExitCode.Failed
            : gating.Any(result => result.Verdict == Verdict.Fail) ? ExitCode.BudgetBroken
            : gating.Any(result => result.Verdict is Verdict.Inconclusive or Verdict.NotJudged) ? ExitCode.Inconclusive
            : ExitCode.Pass;
    }

    public static Verdict VerdictOf(Report report) => Of(report) switch
    {
        ExitCode.Pass => Verdict.Pass,
        ExitCode.Inconclusive => Verdict.Inconclusive,
        _ => Verdict.Fail,
    };

    public static string Line(Report report)
    {
        if (!report.IsComplete)
        {
            return $"Not finished: {(report.Error ?? "the run was ended").Split('\n')[0].TrimEnd()} What was measured until then is below.";
        }

        var counts = report.Budgets.Where(result => result.Gates).GroupBy(result => result.Verdict).ToDictionary(group => group.Key, group => group.Count());
        var all = counts.Values.Sum();
        var (broken, inconclusive, notJudged) = (counts.GetValueOrDefault(Verdict.Fail), counts.GetValueOrDefault(Verdict.Inconclusive), counts.GetValueOrDefault(Verdict.NotJudged));
        string?[] parts =
        [
            broken > 0 ? $"{broken} broken" : null,
            inconclusive > 0 ? $"{inconclusive} not settled" : null,
            notJudged > 0 ? $"{notJudged} not judged" : null,
            counts.GetValueOrDefault(Verdict.Pass) is var kept and > 0 ? $"{kept} kept" : null,
        ];
        return all == 0
            ? "Measured. No budget decides on it."
            : $"{Of(report) switch { ExitCode.Pass => "Pass", ExitCode.BudgetBroken => "Fail", _ => "Inconclusive" }}: of {all} {(all == 1 ? "budget that decides" : "budgets that decide")}, {string.Join(", ", parts.OfType<string>())}.";
    }
}
