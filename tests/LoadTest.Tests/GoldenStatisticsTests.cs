using System.Text.Json;
using TracingReference.LoadTest.Statistics;
using static TracingReference.LoadTest.Tests.Golden;

namespace TracingReference.LoadTest.Tests;

/// <summary>Every reference value is reproduced.</summary>
public sealed class GoldenStatisticsTests
{
    [Fact]
    public void Binomial_intervals() => Each("binomial_interval", row =>
    {
        var proportion = new BinomialProportion(row.GetProperty("k").GetInt64(), row.GetProperty("n").GetInt64());
        Ends(row, "clopper_pearson", proportion.ClopperPearson(row.Number("confidence")));
        Ends(row, "wilson", proportion.Wilson(row.Number("confidence")));
    });

    [Fact]
    public void Binomial_tests() => Each("binomial_test", row => CloseProbability(
        row.Number("p_value"),
        new BinomialProportion(row.GetProperty("k").GetInt64(), row.GetProperty("n").GetInt64()).Test(row.Number("p"), row.GetProperty("alternative").GetString() switch
        {
            "less" => Alternative.Less,
            "greater" => Alternative.Greater,
            _ => Alternative.TwoSided,
        }),
        row));

    [Fact]
    public void One_sample() => Each("one_sample", row =>
    {
        var values = row.GetProperty("values").Doubles();
        var sample = new OneSample(values);
        Close(row.Number("mean"), sample.Mean, row);
        Close(row.Number("median"), sample.Median, row);
        Close(row.Number("hodges_lehmann"), sample.HodgesLehmann, row);
        Optional(row, "sd", expected => Close(expected.GetDouble(), sample.StandardDeviation!.Value, row), () => Assert.Null(sample.StandardDeviation));
        Optional(row, "sign_flip_p_two_sided", expected => CloseProbability(expected.GetDouble(), SignFlipTest.PValue(values, Alternative.TwoSided), row));
        Optional(row, "sign_flip_p_greater", expected => CloseProbability(expected.GetDouble(), SignFlipTest.PValue(values, Alternative.Greater), row));
        Optional(row, "t_interval_95", _ => Ends(row, "t_interval_95", sample.StudentInterval(0.95)!.Value));
        Optional(row, "t_p_two_sided", expected => CloseProbability(expected.GetDouble(), sample.StudentTest()!.Value, row));
        Optional(
            row,
            "signed_rank_interval_95",
            _ =>
            {
                var (interval, achieved) = sample.SignedRankInterval(0.95)!.Value;
                Ends(row, "signed_rank_interval_95", interval);
                Close(row.Number("achieved_confidence"), achieved, row);
            },
            () => Assert.Null(sample.SignedRankInterval(0.95)));
    });

    [Fact]
    public void Two_samples() => Each("two_sample", row =>
    {
        var samples = new TwoSamples(row.GetProperty("a").Doubles(), row.GetProperty("b").Doubles());
        Close(row.Number("shift_hodges_lehmann"), samples.HodgesLehmannShift(), row);
        Close(row.Number("ks"), samples.KolmogorovSmirnov(), row);
        CloseProbability(row.Number("ks_p_exact"), samples.KolmogorovSmirnovTest(), row);
    });

    [Fact]
    public void Quantiles_by_two_rules() => Each("quantile", row =>
    {
        double[] sorted = [.. row.GetProperty("values").Doubles().Order()];
        Close(row.Number("linear"), Quantiles.Linear(sorted, row.Number("q")), row);
        Close(row.Number("nearest_rank"), Quantiles.NearestRank(sorted, row.Number("q")), row);
    });

    [Fact]
    public void Detectable_effects() => Each("detectable_effect", row =>
    {
        var power = new Power(row.Number("sd"), row.Number("power"), row.Number("alpha"));
        Close(row.Number("normal"), power.DetectableByNormal(row.GetProperty("n").GetInt32()), row);
        Close(row.Number("t"), power.Detectable(row.GetProperty("n").GetInt32()), row, IterationTolerance);
    });

    [Fact]
    public void Quads_needed() => Each("quads_needed", row => Close(
        row.Number("t"), new Power(row.Number("sd"), row.Number("power"), row.Number("alpha")).PairsFor(row.Number("effect")), row, IterationTolerance));

    [Fact]
    public void Chi_square() => Each("chi_square", row =>
    {
        var test = ChiSquareTest.Of([.. row.GetProperty("table").EnumerateArray().Select(line => line.Doubles())]);
        Close(row.Number("statistic"), test.Statistic, row);
        Assert.Equal(row.GetProperty("dof").GetInt32(), test.DegreesOfFreedom);
        CloseProbability(row.Number("p"), test.PValue, row);
    });

    [Fact]
    public void Horvitz_Thompson() => Each("horvitz_thompson", row =>
    {
        var estimate = HorvitzThompson.Of(row.GetProperty("kept") is { ValueKind: JsonValueKind.Array } kept
            ? kept.EnumerateArray().Select(pair => (pair[0].GetDouble(), pair[1].GetDouble()))
            : Enumerable.Repeat((row.Number("p"), 1.0), row.GetProperty("kept_ones").GetInt32()));
        Close(row.Number("ht_total"), estimate.Total, row);
        Close(row.Number("ht_variance"), estimate.Variance, row);
        Optional(row, "ht_count", expected => Close(expected.GetDouble(), estimate.Count, row));
    });

    [Fact]
    public void Trials_that_show_a_recall() => Each("recall_rule", row => Assert.Equal(
        row.GetProperty("n").GetInt64(),
        RecallRule.Trials(row.Number("recall"), row.Number("confidence"), row.GetProperty("misses_allowed").GetInt32())));

    [Fact]
    public void Holm() => Each("holm", row =>
    {
        var adjusted = HolmAdjustment.Adjust(row.GetProperty("p").Doubles());
        Assert.All(row.GetProperty("adjusted").Doubles().Zip(adjusted), pair => Close(pair.First, pair.Second, row));
    });

    private static void Each(string section, Action<JsonElement> check)
    {
        var rows = Rows(section).ToArray();
        Assert.NotEmpty(rows);
        Array.ForEach(rows, check);
    }

    private static void Optional(JsonElement row, string name, Action<JsonElement> present, Action? absent = null)
    {
        if (row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            present(value);
        }
        else
        {
            absent?.Invoke();
        }
    }

    private static void Ends(JsonElement row, string name, Interval interval)
    {
        var expected = row.GetProperty(name).Doubles();
        Close(expected[0], interval.Lower, row, IterationTolerance);
        Close(expected[1], interval.Upper, row, IterationTolerance);
    }
}
