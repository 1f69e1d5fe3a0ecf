using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Processors.TailSampling.Policies;

namespace TracingReference.Collector.Tests.TailSampling;

/// <summary>What holds whatever comes in, in whatever order.</summary>
public sealed class SamplingPropertyTests
{
    private const string Settings = """
        { decision_wait: 3s, num_traces: 1000, decision_cache: { sampled_cache_size: 1000, non_sampled_cache_size: 1000 }, policies: [
          { name: errors, type: status_code, status_code: { status_codes: [ERROR] } },
          { name: half, type: probabilistic, probabilistic: { sampling_percentage: 50 } } ] }
        """;

    /// <summary>Spans of up to 40 traces, each at a tenth of a second within two seconds, and so before its trace is decided.</summary>
    private static Arbitrary<(TestSpan Span, int At)[]> Spans { get; } = (
        from trace in Gen.Choose(1, 40)
        from at in Gen.Choose(0, 19)
        from isError in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (new TestSpan(Requests.Id((ulong)trace), $"{trace} at {at}", isError), at)).ArrayOf().ToArbitrary();

    [Fact]
    public void Each_trace_is_decided_once_and_kept_whole_or_not_at_all() => Prop.ForAll(Spans, spans =>
    {
        var harness = new SamplingHarness(Settings);
        foreach (var moment in spans.GroupBy(span => span.At).OrderBy(group => group.Key))
        {
            while (harness.Time.GetTimestamp() < (TimeSpan.FromDays(1) + TimeSpan.FromSeconds(0.35 + (moment.Key / 10.0))).Ticks)
            {
                harness.Advance(0.1);
            }

            harness.SendAsync(Requests.Of(moment.Select(span => span.Span))).GetAwaiter().GetResult();
        }

        harness.Advance(8);
        var half = new ProbabilisticPolicy(50, "");
        var expected = spans.Select(span => span.Span).GroupBy(span => span.Trace)
            .Where(trace => trace.Any(span => span.IsError) || half.Hash(trace.Key) <= half.Threshold)
            .SelectMany(trace => trace.Select(span => (span.Trace, span.Name)))
            .Order(Comparer<(TraceId Trace, string Name)>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}")));
        Assert.Equal(expected, harness.Kept.Spans.Select(span => (span.TraceId, span.Name))
            .Order(Comparer<(TraceId Trace, string Name)>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"))));
        var decided = harness.Metric("processor_tail_sampling_global_count_traces_sampled{decision=\"sampled\",sampled=\"true\"}")
            + harness.Metric("processor_tail_sampling_global_count_traces_sampled{decision=\"not_sampled\",sampled=\"false\"}");
        Assert.Equal(spans.DistinctBy(span => span.Span.Trace).Count(), decided);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_larger_percentage_keeps_what_a_smaller_one_keeps() => Prop.ForAll(
        ArbMap.Default.ArbFor<(ulong High, ulong Low, double A, double B, string? Salt)>(), given =>
        {
            var (smaller, larger) = (Math.Min(Percent(given.A), Percent(given.B)), Math.Max(Percent(given.A), Percent(given.B)));
            var id = new TraceId(given.High, given.Low);
            var (less, more) = (new ProbabilisticPolicy(smaller, given.Salt ?? ""), new ProbabilisticPolicy(larger, given.Salt ?? ""));
            Assert.Equal(less.Hash(id), more.Hash(id));
            Assert.True(less.Threshold <= more.Threshold);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(1, 184467440737095519)]
    [InlineData(5, 922337203685477631)]
    [InlineData(10, 1844674407370955263)]
    [InlineData(25, 4611686018427387903)]
    [InlineData(50, 9223372036854775807)]
    [InlineData(100, ulong.MaxValue)]
    [InlineData(250, ulong.MaxValue)]
    [InlineData(double.Epsilon, 0)]
    public void A_threshold_is_upstreams_to_the_last_bit(double percentage, ulong threshold) =>
        Assert.Equal(threshold, new ProbabilisticPolicy(percentage, "").Threshold);

    [Theory]
    [InlineData(0x4bf92f3577b34da6, 0xa3ce929d0e0e4736, 0xa54533ba2e4970b5)]
    [InlineData(0x0af7651916cd43dd, 0x8448eb211c80319c, 0x33bf83d45f51634c)]
    public void A_hash_is_fnv_over_salt_and_id(ulong high, ulong low, ulong hash) =>
        Assert.Equal(hash, new ProbabilisticPolicy(1, "").Hash(new(high, low)));

    private static double Percent(double any) => double.IsFinite(any) ? Math.Abs(any) % 120 : 0;
}
