using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Soak;

/// <summary>Holds a soak against its budgets.</summary>
internal static class SoakBudgets
{
    /// <param name="budgets">Those of soak.</param>
    /// <param name="soak">What was measured.</param>
    /// <param name="isLong">Whether a slope of memory decides.</param>
    public static IEnumerable<BudgetResult> Of(IReadOnlyList<Budget> budgets, SoakSection soak, bool isLong) =>
        budgets.SelectMany(budget => budget.Measure switch
        {
            Measure.MemoryGrowth => Growth(budget, soak, isLong),
            Measure.FailedShare => [Failures(budget, soak)],
            Measure.OrdersPending => [Count(budget, soak.OrdersRead > 0 ? soak.OrdersPending : null, "orders", $"Of the last {soak.OrdersRead ?? 0} accepted orders, once the load had ended.", gates: true)],
            Measure.SpansDropped => [Count(budget, soak.SpansDropped, "spans", soak.Arm is null ? "A system that ran already tells its own back end, not this run." : "By the SDKs' own count.", gates: soak.Arm is not null)],
            _ => throw new NotSupportedException($"soak has no measure '{budget.Measure}'; BudgetFile lets none through."),
        });

    private static IEnumerable<BudgetResult> Growth(Budget budget, SoakSection soak, bool isLong)
    {
        var isEach = budget.Service == Budget.Each;
        var growths = soak.Growth.Where(growth => isEach || growth.Service == budget.Service).ToArray();
        if (growths.Length == 0)
        {
            return [Result(budget, Verdict.NotJudged, null, null, "bytes/h", soak.Arm is null ? "A system that ran already shows no process's memory." : "Too few readings for a slope.", isLong && soak.Arm is not null)];
        }

        return growths.Select(growth =>
        {
            var verdict = Judge(budget, growth.Interval);
            var reason = $"Resident memory of {growth.Service}, {growth.Blocks} stretches.{(verdict == Verdict.Inconclusive ? " A longer run settles it." : "")}"
                + (budget.Gate && !isLong ? " It decides in the full profile only: in a short run memory still fills." : "");
            return Result(budget, verdict, growth.BytesPerHour, growth.Interval, "bytes/h", reason, isLong) with { Service = isEach ? growth.Service : null };
        });
    }

    private static BudgetResult Failures(Budget budget, SoakSection soak)
    {
        var (failed, all) = (soak.Points.Sum(point => point.Failed), soak.Points.Sum(point => point.Requests));
        if (all == 0)
        {
            return Result(budget, Verdict.NotJudged, null, null, "", "Not one request was answered.", gates: true);
        }

        var interval = new BinomialProportion(failed, all).ClopperPearson(Comparison.Confidence);
        var verdict = Judge(budget, interval);
        return Result(
            budget, verdict, failed / (double)all, interval, "", $"{failed} of {all} requests, with the exact binomial interval.{(verdict == Verdict.Inconclusive ? " More requests settle it." : "")}", gates: true);
    }

    private static BudgetResult Count(Budget budget, long? count, string unit, string reason, bool gates) => count is { } known
        ? Result(budget, Judge(budget, new(known, known)), known, new(known, known), unit, reason, gates)
        : Result(budget, Verdict.NotJudged, null, null, unit, $"It was not counted. {reason}", gates);

    private static Verdict Judge(Budget budget, Interval interval) => budget.AtMost is { } most
        ? interval.Lower > most ? Verdict.Fail : interval.Upper <= most ? Verdict.Pass : Verdict.Inconclusive
        : interval.Upper < budget.Limit ? Verdict.Fail : interval.Lower >= budget.Limit ? Verdict.Pass : Verdict.Inconclusive;

    private static BudgetResult Result(Budget budget, Verdict verdict, double? estimate, Interval? interval, string unit, string reason, bool gates) =>
        new(budget.Name, verdict, budget.Gate && gates, budget.Limit, estimate, interval?.Lower, interval?.Upper, unit, reason) { Budget = budget };
}
