using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Sampling.Checks;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>Whether an estimate is off is told by the probabilities that are claimed, however few were kept.</summary>
public sealed class EstimateTests
{
    private const double Share = 0.1;
    private static readonly TruthEntry Page = new("", ShopClient.ListProducts, 200, Strata.ListProducts.Name, true, DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(0, 100, 10, 1)] // as many as are expected
    [InlineData(0, 100, 4, 0.04431)] // the sum of all that are no more likely
    [InlineData(0, 60, 2, 0.12611)]
    [InlineData(50, 60, 2, 0.12611)] // what is kept for sure adds no chance
    [InlineData(50, 0, 0, 1)]
    public void What_is_kept_of_a_known_whole_is_binomial(long certain, long others, long kept, double expected) =>
        Assert.Equal(expected, HorvitzThompson.Test(certain + (kept / Share), certain, others, Share), 4);

    [Fact]
    public void What_no_number_that_is_kept_can_give_counts_as_the_next_one_towards_the_truth_or_is_impossible()
    {
        Assert.Equal(HorvitzThompson.Test(90, 50, 60, Share), HorvitzThompson.Test(89, 50, 60, Share)); // one certain is missing
        Assert.Equal(HorvitzThompson.Test(210, 50, 60, Share), HorvitzThompson.Test(219, 50, 60, Share)); // one counts ten times
        Assert.Equal(0, HorvitzThompson.Test(30, 50, 60, Share)); // twenty certain are missing
        Assert.Equal(0, HorvitzThompson.Test(670, 50, 60, Share));
        Assert.Equal(0, HorvitzThompson.Test(49, 50, 0, Share));
    }

    [Fact]
    public void Of_recorded_probabilities_the_variance_is_that_of_as_many_as_there_are()
    {
        Assert.Equal(HorvitzThompson.Test(120, 0, 60, 0.1), HorvitzThompson.Test([.. Enumerable.Repeat(0.1, 12)], 60));
        Assert.Equal(1, HorvitzThompson.Test([1, 1, 1], 3));
        Assert.Equal(0, HorvitzThompson.Test([1, 1, 1], 4));

        // 10 at 0.5 and 10 at 0.1: 120, of which each has a variance of (10 * 2 + 10 * 90) / 120 in the mean; of 150 there are 1,150.
        Assert.Equal(2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -30 / Math.Sqrt(1_150)), HorvitzThompson.Test([.. Enumerable.Repeat(0.5, 10), .. Enumerable.Repeat(0.1, 10)], 150), 12);
    }

    [Fact]
    public void Of_whatever_a_route_has_its_test_is_wrong_no_more_often_than_is_said()
    {
        for (var requests = 60L; requests <= 300; requests++)
        {
            var wrong = Kept(requests).Where(outcome => HorvitzThompson.Test(outcome.Kept / Share, 0, requests, Share) < 0.05).Sum(outcome => outcome.Probability);
            Assert.InRange(wrong, 0.02, 0.05);
        }

        // How probable each number of kept ones is.
        static IEnumerable<(long Kept, double Probability)> Kept(long requests) =>
            Enumerable.Range(0, (int)requests + 1).Select(kept => ((long)kept, MathNet.Numerics.Distributions.Binomial.PMF(Share, (int)requests, kept)));
    }

    [Fact]
    public void Chance_is_called_a_deviation_no_more_often_than_is_said_where_a_route_has_few_requests()
    {
        const int runs = 1_000;
        var p = new Dictionary<string, List<double>>();
        for (var seed = 1; seed <= runs; seed++)
        {
            // 60 to 300 requests a route: as many as quick has.
            var shop = new SimulatedShop(seed);
            var seen = shop.Tail(shop.Truth(SamplingMix.Tail, 230 + (200 * (seed % 3))));
            foreach (var check in EstimateChecks.Tail(seen, Share).Where(check => check.Rule == ClaimRule.Chance))
            {
                var name = $"{check.Measure} {check.Stratum}";
                (p.TryGetValue(name, out var values) ? values : p[name] = []).Add(check.PValue!.Value);
            }
        }

        Assert.Equal(4, p.Count);
        Assert.All(p, claim =>
        {
            Assert.Equal(runs, claim.Value.Count);
            NoMoreThan(0.05, claim.Key, claim.Value);
            NoMoreThan(0.01, claim.Key, claim.Value);
            Assert.True(claim.Value.Count(value => value < 0.2) > 0.1 * runs, $"{claim.Key} hardly ever comes near."); // one that never fails is no test
        });
    }

    [Fact]
    public void Nor_where_each_has_a_probability_of_its_own_and_only_those_that_were_kept_tell_it()
    {
        var random = new Random(5);
        var p = Enumerable.Range(0, 4_000).Select(run =>
        {
            // As after a step: fewer are kept of more.
            var truth = 200 + (50 * (run % 3));
            double[] kept = [.. Enumerable.Range(0, truth).Select(number => number < 50 ? 0.5 : 0.12 + (0.1 * number / truth)).Where(probability => random.NextDouble() < probability)];
            return HorvitzThompson.Test(kept, truth);
        }).ToList();
        NoMoreThan(0.05, "recorded", p);
        NoMoreThan(0.01, "recorded", p);
    }

    [Fact]
    public void A_sampler_with_another_share_is_found()
    {
        var shop = new SimulatedShop(31);
        var truth = shop.Truth(SamplingMix.Tail, 2_000);
        var seen = shop.Keep(truth, entry => Kept.For(entry) is KeptBecause.Error or KeptBecause.Slow || Oracle.Tail(entry.TraceId, 0.2));
        Assert.All(EstimateChecks.Tail(seen, Share).Where(check => check.Rule == ClaimRule.Chance), check => Assert.Equal(Verdict.Fail, check.Verdict));
    }

    [Fact]
    public void A_route_of_which_nothing_is_kept_is_judged_by_how_many_there_are()
    {
        Assert.Equal((Verdict.Fail, 0), Count(60));
        Assert.Equal((Verdict.Pass, 0), Count(20));

        static (Verdict Verdict, long Count) Count(int requests)
        {
            TruthEntry[] truth = [.. Enumerable.Range(0, requests).Select(number => Page with { TraceId = $"{number:x32}" })];
            var check = EstimateChecks.Tail(new(truth, new Dictionary<string, IReadOnlyList<KeptSpan>>()), Share).Single(check => check.Measure == "horvitz-thompson");
            return (check.Verdict, check.Count);
        }
    }

    [Fact]
    public void What_failed_though_nobody_planned_it_has_no_weight()
    {
        var shop = new SimulatedShop(32);
        var seen = shop.Tail(shop.Truth(SamplingMix.Tail, 1_000));
        var with = seen with { Truth = [.. seen.Truth, .. Enumerable.Range(0, 500).Select(number => Page with { TraceId = $"{number:x32}", Status = 500 })] };
        Assert.Equal(
            EstimateChecks.Tail(seen, Share).Select(check => (check.Measure, check.Stratum, check.Estimate, check.Expected, check.PValue)),
            EstimateChecks.Tail(with, Share).Select(check => (check.Measure, check.Stratum, check.Estimate, check.Expected, check.PValue)));
    }

    // Of a test whose level is just that, one run of a thousand would have more: three deviations.
    private static void NoMoreThan(double level, string name, List<double> p)
    {
        var share = p.Count(value => value < level) / (double)p.Count;
        Assert.True(share <= level + (3 * Math.Sqrt(level * (1 - level) / p.Count)), $"{name}: {share:P2} of {p.Count} are below {level}.");
    }
}
