using System.Diagnostics;
using OpenTelemetry.Trace;
using TracingReference.LoadTest.Sampling;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>What the oracles foretell is what the samplers' specifications say.</summary>
public sealed class OracleTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void The_head_decides_as_the_SDKs_own_sampler(double ratio)
    {
        var shop = new SimulatedShop(5);
        var sampler = new TraceIdRatioBasedSampler(ratio);
        Assert.All(Enumerable.Range(0, 20_000).Select(_ => shop.Hex(16)), id =>
        {
            var decision = sampler.ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateFromString(id), "", ActivityKind.Server)).Decision;
            Assert.Equal(decision == SamplingDecision.RecordAndSample, Oracle.Head(id, ratio));
        });
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Each_keeps_its_ratio_of_random_ids_and_a_higher_one_keeps_what_a_lower_one_does(double ratio)
    {
        var shop = new SimulatedShop(3);
        string[] ids = [.. Enumerable.Range(0, 20_000).Select(_ => shop.Hex(16))];
        foreach (var oracle in new Func<string, double, bool>[] { Oracle.Head, Oracle.Tail })
        {
            Assert.InRange(ids.Count(id => oracle(id, ratio)) / (double)ids.Length, ratio - 0.012, ratio + 0.012);
            Assert.All(ids.Where(id => oracle(id, ratio)), id => Assert.True(oracle(id, ratio + 0.1)));
        }
    }

    [Theory]
    [InlineData("ot=th:8", 0.5)]
    [InlineData("ot=th:c", 0.25)]
    [InlineData("ot=th:0", 1.0)]
    [InlineData("vendor=1,ot=rv:0123456789abcd;th:e666", 0.1000061)]
    [InlineData("ot=rv:0123456789abcd", null)]
    [InlineData("ot=th:xyz", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_recorded_probability_is_read(string? traceState, double? probability)
    {
        if (probability is null)
        {
            Assert.Null(Oracle.Probability(traceState));
        }
        else
        {
            Assert.Equal(probability.Value, Oracle.Probability(traceState)!.Value, 6);
        }
    }
}
