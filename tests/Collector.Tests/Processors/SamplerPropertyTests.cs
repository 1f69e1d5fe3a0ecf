using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Processors.Sampling;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>What holds for probabilistic_sampler whatever the trace, in each of its modes.</summary>
public sealed class SamplerPropertyTests
{
    public static TheoryData<string> Modes => [.. Enum.GetNames<SamplerMode>()];

    [Theory]
    [MemberData(nameof(Modes))]
    public void EveryCollectorKeepsTheSameAndALargerShareKeepsThemToo(string mode) => Prop.ForAll(
        ArbMap.Default.ArbFor<(ulong High, ulong Low, uint A, uint B, uint Seed)>(), given =>
        {
            var id = new TraceId(given.High, given.Low);
            var (smaller, larger) = (Math.Min(Percent(given.A), Percent(given.B)), Math.Max(Percent(given.A), Percent(given.B)));
            var keeps = Keeps(smaller, id);
            Assert.Equal(keeps, Keeps(smaller, id));
            Assert.True(!keeps || Keeps(larger, id));
            Assert.False(Keeps(0, id));
            Assert.True(Keeps(100, id));

            bool Keeps(float percentage, TraceId trace)
            {
                var sampler = new Sampler(new(percentage, Enum.Parse<SamplerMode>(mode), given.Seed, FailClosed: true, Precision: 4, UsesTraceId: true, "", ""));
                return sampler.Decide(null).Keeps(sampler.DrawSpan(trace, "").Randomness);
            }
        }).QuickCheckThrowOnFailure();

    private static float Percent(uint any) => any % 10_001 / 100f;
}
