using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Sampling.Checks;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>An overload excuses a check that fails by what is late or missing, and none that fails the other way.</summary>
public sealed class LossTests
{
    private const double Share = 0.1;
    private const double Target = 10;

    private readonly SimulatedShop shop = new(21);

    [Theory]
    [InlineData(new double[] { 30, 10, 10, 10, 10, 10, 10, 2 }, Verdict.NotJudged)]
    [InlineData(new double[] { 30, 10, 10, 10, 10, 10, 10, 30 }, Verdict.Fail)]
    [InlineData(new double[] { 30, 30, 30, 10, 10, 10, 10, 2 }, Verdict.Fail)] // without the last one it would have settled too late as well
    [InlineData(new double[] { 30, 30, 10, 10, 10, 10, 10, 2 }, Verdict.NotJudged)]
    public void A_loss_empties_windows_and_never_fills_them(double[] kept, Verdict expected) =>
        Assert.Equal(expected, Judge(Of(Adaptive(kept), "settling-seconds"), atMost: 10));

    [Theory]
    [InlineData(3, Verdict.NotJudged)]
    [InlineData(17, Verdict.Fail)]
    public void A_loss_explains_too_few_traces_in_the_end_and_not_too_many(double kept, Verdict expected)
    {
        var checks = Adaptive([10, 10, 10, 10, kept, kept, kept, kept]);
        Assert.Equal(expected, Judge(Of(checks, "steady-state-error"), atMost: 0.3));
        Assert.True(Of(checks, "overshoot") is { IsLoss: false, WithoutLoss: null });
    }

    [Theory]
    [InlineData(1_000, 400, 400, true)] // as many as were not kept are missing, and 200 besides
    [InlineData(1_000, 700, 300, true)] // 100 came when the counters had been read
    [InlineData(1_000, 700, 301, false)] // one was too many even then
    [InlineData(1_000, 700, 400, false)]
    public void Spans_may_be_lost_or_come_late_but_not_be_more_than_the_collector_took(long received, long notKept, long arrivedBefore, bool isLoss)
    {
        var seen = shop.Keep(shop.Truth(SamplingMix.Errors, 40), _ => true);
        seen = seen with { Kept = seen.Kept.ToDictionary(trace => trace.Key, IReadOnlyList<KeptSpan> (trace) => [.. Enumerable.Repeat(trace.Value[0], 10)]) };
        var check = Of(OverflowChecks.Of(seen, new(received, new Dictionary<string, long> { ["evicted"] = notKept }, 0, arrivedBefore)), "spans-unaccounted");
        Assert.Equal((Verdict.Fail, isLoss), (check.Verdict, check.IsLoss));
        Assert.Contains(received - notKept > 400 ? "are unaccounted for" : "are too many", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_is_to_be_kept_may_lose_a_half_and_no_other_one_may_have_a_half()
    {
        var seen = shop.Tail(shop.Truth(SamplingMix.Tail, 2_000));
        var orders = seen.Truth.Where(entry => entry.Stratum == Strata.Order.Name).ToArray();
        var (kept, dropped) = (orders.First(seen.IsKept), orders.First(entry => !seen.IsKept(entry)));
        Assert.Equal(Verdict.Pass, Whole(seen).Verdict);
        Assert.Equal((Verdict.Fail, true), Whole(With(kept.TraceId, [.. shop.Trace(kept).Where(IsBeforeKafka)])));
        Assert.Equal((Verdict.Fail, false), Whole(With(dropped.TraceId, [.. shop.Trace(dropped).Where(IsBeforeKafka)])));
        Assert.Equal((Verdict.Fail, false), Whole(With(shop.Hex(16), [.. shop.Trace(dropped).Where(span => !IsBeforeKafka(span))])));

        static bool IsBeforeKafka(KeptSpan span) => span.OrderId is null;

        Observation With(string traceId, IReadOnlyList<KeptSpan> spans) => seen with { Kept = new Dictionary<string, IReadOnlyList<KeptSpan>>(seen.Kept) { [traceId] = spans } };

        static (Verdict Verdict, bool IsLoss) Whole(Observation seen) =>
            KafkaChecks.Whole(seen, entry => Kept.HasReason(entry, seen.Spans(entry), Share)) is var check ? (check.Verdict, check.IsLoss) : default;
    }

    [Theory]
    [InlineData(2, Verdict.NotJudged)] // somebody may have waited in vain
    [InlineData(0.2, Verdict.Fail)]
    public void An_answer_that_comes_too_late_explains_an_error_that_the_client_knows_nothing_of(double seconds, Verdict expected)
    {
        var truth = shop.Truth(SamplingMix.Tail, 2_000);
        var seen = shop.Tail(truth);
        var kept = new Dictionary<string, IReadOnlyList<KeptSpan>>(seen.Kept);
        foreach (var entry in truth.Where(entry => Kept.For(entry) == KeptBecause.Share && !seen.IsKept(entry)).Take(100))
        {
            kept[entry.TraceId] = [.. shop.Trace(entry).Select(span => span with { Status = StatusCode.Error, End = span.Start.AddSeconds(seconds) })];
        }

        Assert.Equal(expected, Judge(Of(TailChecks.Of(seen with { Kept = kept }, Share), "error-precision"), atLeast: 0.98));
    }

    [Fact]
    public void A_trace_that_lost_the_error_that_it_was_kept_for_is_no_wrong_decision()
    {
        var seen = Without(shop.Tail(shop.Truth(SamplingMix.Tail, 500)), span => span.IsError);
        Assert.True(Of(TailChecks.Of(seen, Share), "slow-precision") is { Verdict: Verdict.Fail, IsLoss: true });
    }

    [Fact]
    public void An_estimate_may_be_low_by_what_is_lost_and_high_by_what_lost_its_reason_and_by_nothing_else()
    {
        var truth = shop.Truth(SamplingMix.Tail, 4_000);
        var right = shop.Tail(truth);
        var lost = right with { Kept = right.Kept.Where((_, number) => number % 2 == 0).ToDictionary() };
        var blind = Without(right, span => span.IsError);
        var tooMany = shop.Keep(truth, entry => right.IsKept(entry) || Oracle.Tail(entry.TraceId, 2 * Share));
        var both = tooMany with { Kept = tooMany.Kept.Where(trace => !right.Kept.ContainsKey(trace.Key) || lost.Kept.ContainsKey(trace.Key)).ToDictionary() };
        Assert.All(Claims(right), claim => Assert.Equal(Verdict.Pass, claim.Verdict));
        Assert.All(Claims(lost), claim => Assert.True(claim.IsLoss));
        Assert.Contains(Claims(lost), claim => claim is { Measure: "horvitz-thompson", Verdict: Verdict.Fail });
        Assert.All(Claims(blind), claim => Assert.True(claim.IsLoss));
        Assert.Equal(["error-rate", "horvitz-thompson"], Claims(blind).Where(claim => claim.Verdict == Verdict.Fail).Select(claim => claim.Measure).Distinct().Order());
        Assert.All(Claims(tooMany), claim => Assert.True(claim is { Verdict: Verdict.Fail, IsLoss: false }));
        Assert.All(Claims(both), claim => Assert.False(claim.IsLoss)); // what is missing hides what is too much, and does not excuse it

        static SamplingCheck[] Claims(Observation seen) => [.. EstimateChecks.Tail(seen, Share).Where(check => check.Rule == ClaimRule.Chance)];
    }

    [Theory]
    [InlineData(0.15, true)]
    [InlineData(0.35, false)]
    public void Weights_that_came_with_their_traces_make_no_estimate_higher_by_a_loss(double kept, bool isLoss)
    {
        var truth = shop.Truth(SamplingMix.OneRoute, 4_000);
        var seen = shop.Recording(truth, kept);
        Assert.Equal((Verdict.Fail, isLoss), Of(EstimateChecks.Recorded(seen), "horvitz-thompson", truth[0].Route) is var check ? (check.Verdict, check.IsLoss) : default);
    }

    [Fact]
    public void A_route_is_kept_less_often_by_a_loss_and_not_more_often()
    {
        var truth = shop.Truth(SamplingMix.Tail, 4_000);
        var right = shop.Tail(truth);
        var product = truth.Where(entry => entry.Stratum == Strata.GetProduct.Name).Select(entry => entry.TraceId).ToHashSet();
        var favoured = shop.Keep(truth, entry => right.IsKept(entry) || (product.Contains(entry.TraceId) && Oracle.Tail(entry.TraceId, 2 * Share)));
        var lost = right with { Kept = right.Kept.Where(trace => !product.Contains(trace.Key) || trace.Key[0] > 'b').ToDictionary() };
        Assert.True(Of(ShareChecks.Tail(favoured, Share), "independence", "route") is { Verdict: Verdict.Fail, IsLoss: false });
        Assert.True(Of(ShareChecks.Tail(lost, Share), "independence", "route") is { Verdict: Verdict.Fail, IsLoss: true });
    }

    [Fact]
    public void A_second_root_elsewhere_is_no_reason_to_hold_a_loss_against_errors_after_the_decision()
    {
        var seen = shop.Tail(shop.Truth(SamplingMix.Tail, 2_000));
        var kept = new Dictionary<string, IReadOnlyList<KeptSpan>>(seen.Kept);
        var (late, other) = (seen.Truth.First(entry => seen.IsKept(entry) && entry.Stratum == Strata.ErrorAfterDecision.Name), seen.Truth.First(entry => seen.IsKept(entry) && entry.Stratum == Strata.ListProducts.Name));
        kept[late.TraceId] = [.. kept[late.TraceId].SkipLast(1)];
        kept[other.TraceId] = [.. kept[other.TraceId], kept[other.TraceId][0] with { SpanId = "0102030405060708" }];
        CompletenessCheck("", isLoss: false);
        CompletenessCheck(Strata.ErrorAfterDecision.Name, isLoss: true);

        void CompletenessCheck(string stratum, bool isLoss)
        {
            var check = Of(CompletenessChecks.Of(seen with { Kept = kept }, 0, new Dictionary<string, long>()), "completeness", stratum);
            Assert.Equal((Verdict.Fail, isLoss), (check.Verdict, check.IsLoss));
        }
    }

    private static SamplingCheck[] Adaptive(double[] kept) => [.. AdaptiveChecks.Of([.. kept.Select((each, index) => new SamplingWindow(index * 5, 5, 100, each, Target))], step: 0)];

    private static Observation Without(Observation seen, Func<KeptSpan, bool> isLost) => seen with
    {
        Kept = seen.Kept.ToDictionary(trace => trace.Key, IReadOnlyList<KeptSpan> (trace) => [.. trace.Value.Where(span => !isLost(span))]),
    };

    // In a part that is overloaded.
    private static Verdict Judge(SamplingCheck check, double? atMost = null, double? atLeast = null)
    {
        var section = new SamplingSection { Parts = { new("tail", "", 1_000, 0, Strained: 500, 1, 1, 0) { Checks = [check] } } };
        Budget budget = new(
            Name: "it", Command: "sampling", Measure: check.Measure, Arm: "tail", Service: "all", Scale: BudgetScale.Absolute, Gate: true, Why: "", AtMost: atMost, AtLeast: atLeast);
        return Assert.Single(SamplingBudgets.Judge([budget], section)).Verdict;
    }

    private static SamplingCheck Of(IEnumerable<SamplingCheck> checks, string measure, string stratum = "") =>
        checks.Single(check => check.Measure == measure && check.Stratum == stratum);
}
