using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Overhead;

/// <summary>
/// Holds an arm to it that every span it recorded was exported, or counted as dropped or sampled out. Spans are counted, not
/// estimated: there is no interval, and neither quads nor the control have a say.
/// </summary>
internal static class MissingSpans
{
    /// <param name="budget">Of <see cref="SpanAccounting.Missing"/>, in spans.</param>
    /// <param name="accounts">Of the pair's systems; the budget's arm alone is looked at.</param>
    public static BudgetResult Judge(Budget budget, IReadOnlyList<SpanAccount> accounts)
    {
        var ofArm = accounts.Where(account => account.Arm == budget.Arm).ToArray();

        // Through the collector a span stands in two accounts: the services', and the collector's own.
        var recorded = ofArm.Where(account => account.Service != Measures.Collector).Sum(account => account.Recorded ?? 0);

        // What arrived without having been recorded is as little accounted for as what did not arrive.
        var missing = ofArm.Sum(account => Math.Abs(account.Missing ?? 0));
        var untold = ofArm.Where(account => account.Recorded is null && account.Exported > 0).Select(account => account.Service).ToArray();
        if (budget.Scale == BudgetScale.Relative)
        {
            return Result(Verdict.NotJudged, null, $"{budget.Arm}: a base without spans has none that are missing, so there is no ratio; give the budget in spans.");
        }

        if (missing > budget.AtMost || missing < budget.AtLeast)
        {
            var where = ofArm.Where(account => account.Missing is not (null or 0)).Select(account => FormattableString.Invariant($"{account.Missing} of {account.Service}"));
            return Result(Verdict.Fail, missing, FormattableString.Invariant($"{budget.Arm}: of {recorded} spans recorded these are in no account: {string.Join(", ", where)}."));
        }

        return ofArm.Length == 0 ? Result(Verdict.NotJudged, null, $"{budget.Arm}: accounts are drawn up when the systems have stopped, and this run did not come to that.")
            : untold.Length > 0 ? Result(Verdict.NotJudged, null, $"{budget.Arm}: spans of {string.Join(", ", untold)} arrived, and the SDK told of none, so nobody can say how many were recorded.")
            : recorded == 0 ? Result(Verdict.NotJudged, null, $"{budget.Arm}: no span was recorded.")
            : Result(Verdict.Pass, missing, FormattableString.Invariant(
                $"{budget.Arm}: {recorded} spans recorded, {ofArm.Sum(account => account.Dropped)} of them dropped, {ofArm.Sum(account => account.SampledOut)} sampled out; {missing} are in no account."));

        BudgetResult Result(Verdict verdict, long? found, string reason) =>
            new(budget.Name, verdict, budget.Gate, budget.Limit, found, found, found, "spans", reason) { Budget = budget };
    }
}
