using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Sampling.Checks;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>On made-up data whose truth is known, checks find what is wrong and do not find what is not.</summary>
public sealed class SamplingCheckTests
{
    private const int Seeds = 20;
    private const double Share = 0.1;

    // As the ci profile asks.
    private const int HeadRequests = 16_000;
    private const int TailRequests = 5_760;

    public static TheoryData<int> EachSeed => [.. Enumerable.Range(1, Seeds)];

    [Theory]
    [MemberData(nameof(EachSeed))]
    public void A_sampler_with_a_wrong_ratio_is_found(int seed)
    {
        var shop = new SimulatedShop(seed);
        var checks = ShareChecks.Head(shop.Head(shop.Truth(SamplingMix.Head, HeadRequests), PlantedLoss.WrongRatio), Share).ToArray();
        Assert.Equal(Verdict.Fail, Of(checks, "decisions").Verdict);
        Assert.Equal(Verdict.Pass, Of(checks, "flag").Verdict); // it is as the flag says, only too few
    }

    [Fact]
    public void A_wrong_ratio_shows_in_the_count_alone_as_often_as_its_power_says()
    {
        var found = Enumerable.Range(1, 200).Count(seed =>
        {
            var shop = new SimulatedShop(seed);
            return Claim.Ratio("kept-ratio", "", Enumerable.Range(0, HeadRequests).Count(_ => shop.NextDouble() < PlantedLoss.WrongRatio), HeadRequests, Share).Verdict == Verdict.Fail;
        });
        Assert.InRange(found, 180, 200); // 95% of 200 are 190, give or take three of their deviations of 3.1
    }

    [Theory]
    [MemberData(nameof(EachSeed))]
    public void Lost_errors_are_found(int seed)
    {
        var shop = new SimulatedShop(seed);
        var seen = PlantedLoss.Of(shop.Tail(shop.Truth(SamplingMix.Tail, TailRequests)), PlantedLoss.LostErrors);
        var recall = Of(TailChecks.Of(seen, Share), "error-recall");
        Assert.Equal(Verdict.Fail, recall.Verdict);
        Assert.NotEmpty(recall.Evidence);
        Assert.DoesNotContain(recall.Evidence, seen.Kept.ContainsKey);
    }

    [Theory]
    [MemberData(nameof(EachSeed))]
    public void Torn_traces_are_found(int seed)
    {
        var shop = new SimulatedShop(seed);
        foreach (var seen in new[] { shop.Head(shop.Truth(SamplingMix.Head, HeadRequests)), shop.Tail(shop.Truth(SamplingMix.Tail, TailRequests)) })
        {
            var tears = new Dictionary<string, long>();
            var check = Of(CompletenessChecks.Of(PlantedLoss.Of(seen, PlantedLoss.TornTraces), 0, tears), "completeness");
            Assert.Equal(Verdict.Fail, check.Verdict);
            Assert.NotEmpty(check.Evidence);
            Assert.True(tears[Tear.MissingPart] > 0);
        }
    }

    [Fact]
    public void Without_a_fault_claims_about_every_one_hold_and_others_fail_no_more_often_than_they_may()
    {
        const int runs = 100;
        var byChance = new Dictionary<string, int>();
        for (var seed = 1; seed <= runs; seed++)
        {
            var shop = new SimulatedShop(seed);
            var head = shop.Head(shop.Truth(SamplingMix.Head, 4_000));
            var tail = shop.Tail(shop.Truth(SamplingMix.Tail, 3_000));
            SamplingCheck[] checks =
            [
                .. ShareChecks.Head(head, Share), .. CompletenessChecks.Of(head, 0, new Dictionary<string, long>()), KafkaChecks.Whole(head, entry => entry.IsSampled),
                .. ShareChecks.Tail(tail, Share), .. CompletenessChecks.Of(tail, 0, new Dictionary<string, long>()), .. TailChecks.Of(tail, Share), .. EstimateChecks.Tail(tail, Share),
            ];
            Assert.DoesNotContain(checks, check => check.Rule == ClaimRule.Every && check.Verdict == Verdict.Fail);
            foreach (var check in checks.Where(check => check.Verdict == Verdict.Fail))
            {
                var name = $"{check.Measure} {check.Stratum}";
                byChance[name] = byChance.GetValueOrDefault(name) + 1;
            }
        }

        // Each may fail in 1 of 100 runs; 6 or more would be rarer than one in a thousand. The head's and the tail's have one name.
        Assert.All(byChance, check => Assert.True(check.Value <= 8, $"{check.Key} failed in {check.Value} of {runs} runs."));
    }

    [Fact]
    public void A_sampler_that_favours_a_route_is_found()
    {
        var shop = new SimulatedShop(2);
        var seen = shop.Keep(shop.Truth(SamplingMix.Head, HeadRequests), entry => shop.NextDouble() < (entry.Stratum == Strata.GetProduct.Name ? 0.13 : 0.09));
        var checks = ShareChecks.Head(seen, Share).ToArray();
        Assert.Equal(Verdict.Fail, Of(checks, "independence", "route").Verdict);
        Assert.Equal(Verdict.Fail, Of(checks, "flag").Verdict);
    }

    [Fact]
    public void A_trace_without_a_reason_is_found()
    {
        var shop = new SimulatedShop(4);
        var truth = shop.Truth(SamplingMix.Tail, 1_000);
        var wrong = truth.First(entry => Kept.For(entry) == KeptBecause.Share && !entry.IsError && !Oracle.Tail(entry.TraceId, Share));
        var seen = shop.Tail(truth);
        seen = seen with { Kept = new Dictionary<string, IReadOnlyList<KeptSpan>>(seen.Kept) { [wrong.TraceId] = shop.Trace(wrong) } };
        Assert.Equal([wrong.TraceId], Of(TailChecks.Of(seen, Share), "slow-precision").Evidence);
        Assert.Equal([wrong.TraceId], Of(ShareChecks.Tail(seen, Share), "decisions").Evidence);
    }

    [Fact]
    public void A_trace_that_nobody_asked_for_is_found_unless_a_request_had_no_answer()
    {
        var shop = new SimulatedShop(6);
        var truth = shop.Truth(SamplingMix.Head, 200);
        var seen = shop.Keep(truth, _ => true) with { Truth = [.. truth.Skip(1)] };
        Assert.Equal([truth[0].TraceId], Of(CompletenessChecks.Of(seen, 0, new Dictionary<string, long>()), "strays").Evidence);
        Assert.Equal(Verdict.Pass, Of(CompletenessChecks.Of(seen, 1, new Dictionary<string, long>()), "strays").Verdict);
    }

    [Fact]
    public void Orders_whose_consumers_decide_anew_are_torn_as_often_as_foretold()
    {
        var shop = new SimulatedShop(7);
        var seen = shop.Trapped(3_000);
        var torn = KafkaChecks.Trap(seen);
        Assert.True(new Interval(torn.Lower, torn.Upper).Contains(KafkaChecks.Torn(Share)), torn.Reason);
        Assert.Equal(Verdict.Fail, KafkaChecks.Whole(seen, entry => entry.IsSampled).Verdict);
        Assert.Equal(Verdict.Pass, KafkaChecks.Whole(shop.Head(seen.Truth), entry => entry.IsSampled).Verdict);
    }

    [Fact]
    public void Rates_before_sampling_must_be_equal_and_after_it_are_told_to_be_too_high()
    {
        RouteRates right = new("GET /a", 100, 10, 0, 100, 10, 19, 10);
        var checks = RateChecks.Of([right, right with { Route = "GET /b", CountedErrors = 9 }]).ToArray();
        Assert.Equal([Verdict.Pass, Verdict.Fail], checks.Where(check => check.Measure == "red-before-sampling").Select(check => check.Verdict));
        Assert.Equal(10 / 19.0 / 0.1, Of(checks, "red-after-sampling").Estimate, 6);
    }

    [Theory]
    [InlineData(100, 10, 0, false)] // none of them came so far
    [InlineData(103, 10, 0, false)]
    [InlineData(103, 13, 0, false)]
    [InlineData(99, 10, 1, true)] // one that was answered is missing
    [InlineData(100, 9, 1, true)]
    [InlineData(104, 10, 1, false)] // one that nobody made
    [InlineData(102, 13, 1, false)] // three errors among two more requests
    [InlineData(90, 14, 14, false)]
    public void Each_request_without_an_answer_may_have_been_counted_or_not(long counted, long errors, long off, bool isLoss)
    {
        var check = RateChecks.Of([new("GET /a", 100, 10, 3, counted, errors, 0, 0)]).First();
        Assert.Equal((off, off == 0 ? Verdict.Pass : Verdict.Fail), (check.Estimate, check.Verdict));
        Assert.Contains("and 3 without an answer", check.Reason, StringComparison.Ordinal);
        Assert.True(off == 0 || check.IsLoss == isLoss);
    }

    [Fact]
    public void A_route_of_which_no_request_was_answered_has_its_truth_as_well()
    {
        var shop = new SimulatedShop(10);
        var seen = shop.Keep(shop.Truth(SamplingMix.OneRoute, 5), _ => true);
        var routes = RateChecks.Routes(seen, new Dictionary<string, long> { ["POST /orders"] = 2 }, new Dictionary<string, (long, long)> { [ShopClient.ListProducts] = (5, 0), ["POST /orders"] = (2, 1) });
        Assert.Equal([(ShopClient.ListProducts, 5L, 0L), ("POST /orders", 0L, 2L)], routes.Select(route => (route.Route, route.Requests, route.Unanswered)));
        Assert.All(RateChecks.Of(routes).Where(check => check.Measure == "red-before-sampling"), check => Assert.Equal(Verdict.Pass, check.Verdict));
    }

    [Fact]
    public void What_is_lost_is_told_from_what_was_decided_wrong()
    {
        var shop = new SimulatedShop(11);
        var truth = shop.Truth(SamplingMix.Tail, 2_000);
        var right = shop.Tail(truth);
        var ordinary = truth.Where(entry => Kept.For(entry) == KeptBecause.Share && !entry.IsError).ToArray();

        var lost = right with { Kept = right.Kept.Where(trace => trace.Key != ordinary.First(right.IsKept).TraceId).ToDictionary() };
        Assert.True(Of(ShareChecks.Tail(lost, Share), "decisions") is { Verdict: Verdict.Fail, IsLoss: true });

        var tooMany = ordinary.First(entry => !right.IsKept(entry));
        var both = lost with { Kept = new Dictionary<string, IReadOnlyList<KeptSpan>>(lost.Kept) { [tooMany.TraceId] = shop.Trace(tooMany) } };
        var wrong = Of(ShareChecks.Tail(both, Share), "decisions");
        Assert.False(wrong.IsLoss);
        Assert.Equal(2, wrong.Evidence.Count);
        Assert.Equal(tooMany.TraceId, wrong.Evidence[0]); // what nothing explains is named first
        Assert.False(Of(TailChecks.Of(both, Share), "slow-precision").IsLoss);

        Assert.True(Of(TailChecks.Of(PlantedLoss.Of(right, PlantedLoss.LostErrors), Share), "error-recall") is { Verdict: Verdict.Fail, IsLoss: true });
        Assert.True(Of(CompletenessChecks.Of(PlantedLoss.Of(right, PlantedLoss.TornTraces), 0, new Dictionary<string, long>()), "completeness") is { Verdict: Verdict.Fail, IsLoss: true });
        var twice = right with { Kept = right.Kept.ToDictionary(trace => trace.Key, IReadOnlyList<KeptSpan> (trace) => [.. trace.Value, trace.Value[0] with { SpanId = "0102030405060708" }]) };
        Assert.True(Of(CompletenessChecks.Of(twice, 0, new Dictionary<string, long>()), "completeness") is { Verdict: Verdict.Fail, IsLoss: false });
        Assert.False(Of(CompletenessChecks.Of(right with { Truth = [.. truth.Skip(1)] }, 0, new Dictionary<string, long>()), "strays").IsLoss);
    }

    [Fact]
    public void A_trace_that_was_kept_for_an_error_that_a_retry_made_up_for_says_nothing_of_the_share()
    {
        var shop = new SimulatedShop(12);
        var truth = shop.Truth(SamplingMix.Tail, 1_000);
        var seen = shop.Tail(truth);
        var retried = truth.First(entry => Kept.For(entry) == KeptBecause.Share && !entry.IsError && !seen.IsKept(entry));
        seen = seen with { Kept = new Dictionary<string, IReadOnlyList<KeptSpan>>(seen.Kept) { [retried.TraceId] = [.. shop.Trace(retried).Select(span => span with { Status = StatusCode.Error })] } };
        Assert.Equal(Verdict.Pass, Of(ShareChecks.Tail(seen, Share), "decisions").Verdict);
        Assert.Equal([retried.TraceId], Of(TailChecks.Of(seen, Share), "error-precision").Evidence);
    }

    [Fact]
    public void Weights_make_up_for_what_was_not_kept()
    {
        var shop = new SimulatedShop(8);
        var checks = EstimateChecks.Tail(shop.Tail(shop.Truth(SamplingMix.Tail, TailRequests)), Share).ToArray();
        var (weighted, naive) = (Of(checks, "error-rate"), Of(checks, "naive-error-rate"));
        Assert.InRange(weighted.Estimate, weighted.Expected * 0.85, weighted.Expected * 1.15);
        Assert.True(naive.Estimate > 2 * naive.Expected, naive.Reason);
    }

    [Fact]
    public void A_loss_that_the_collector_did_not_count_is_found()
    {
        var shop = new SimulatedShop(9);
        var seen = shop.Keep(shop.Truth(SamplingMix.Errors, 100), entry => entry.TraceId[0] > '7');
        var arrived = seen.Kept.Values.Sum(spans => spans.Count);
        OverflowCounters counted = new(1_000, new Dictionary<string, long> { ["evicted"] = 1_000 - arrived }, 40, arrived);
        Assert.Equal(Verdict.Pass, Of(OverflowChecks.Of(seen, counted), "spans-unaccounted").Verdict);
        Assert.Equal(Verdict.Fail, Of(OverflowChecks.Of(seen, counted with { SpansReceived = 1_001 }), "spans-unaccounted").Verdict);
    }

    private static SamplingCheck Of(IEnumerable<SamplingCheck> checks, string measure, string stratum = "") =>
        checks.Single(check => check.Measure == measure && check.Stratum == stratum);
}
