using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Tests.Overhead;

public sealed class MeasuresTests
{
    [Fact]
    public void An_effect_that_was_made_up_is_found()
    {
        var cpu = Find(Measures.Of(MadeUp.Quads(8, effect: 0.1), isStraight: true), "cpu-per-request", "shop");
        Assert.Equal((100, 110, "us"), (cpu.A, Math.Round(cpu.B), cpu.Unit));
        Assert.Equal(0.1, cpu.Relative!.Estimate, 0.005);
        Assert.Equal(10, cpu.Absolute.Estimate, 0.5);
        Assert.True(cpu.Relative.Interval.Lower > 0.08 && cpu.Relative.Interval.Upper < 0.12);
    }

    [Fact]
    public void All_is_the_sum_of_the_services_and_the_collector_stands_apart()
    {
        var differences = Measures.Of(MadeUp.Quads(6, 0.1, 1, "shop", "bank", "collector"), isStraight: true);
        Assert.Equal(2 * Find(differences, "cpu-per-request", "shop").A, Find(differences, "cpu-per-request", "all").A);
        Assert.Equal(Find(differences, "cpu-per-request", "shop").A, Find(differences, "cpu-per-request", "collector").A);
        Assert.Equal(50_000_000, Find(differences, "resident-memory", "bank").A);
        Assert.Equal(2, Find(differences, "gc-pause-per-request", "all").A);
    }

    [Fact]
    public void Spans_of_an_arm_beside_one_without_any_are_put_to_the_request_and_to_what_they_cost()
    {
        // Half a span a request of 400 bytes; 20 us and 50 us of latency more a request.
        var differences = Measures.Of(Repeated(
            MadeUp.Block("A", 1_000, ("shop", MadeUp.Usage(cpu: 10_000))),
            MadeUp.Block("B", 1_050, ("shop", MadeUp.Usage(cpu: 12_000, spans: 50, spanBytes: 20_000, telemetry: 30_000)))), isStraight: true);
        Assert.Equal(0.5, Find(differences, "spans-per-request", "all").Absolute.Estimate);
        Assert.Null(Find(differences, "spans-per-request", "all").Relative);
        Assert.Equal((0, 400), (Find(differences, "bytes-per-span", "all").A, Find(differences, "bytes-per-span", "all").Absolute.Estimate));
        Assert.Equal(300, Find(differences, "telemetry-bytes-per-request", "shop").Absolute.Estimate);
        Assert.Equal(40, Find(differences, "cpu-per-span", "all").Absolute.Estimate);
        Assert.Equal(100, Find(differences, "latency-per-operation", "all").Absolute.Estimate, 6);
        Assert.Equal(0.05, Find(differences, "latency-p99", "all").Relative!.Estimate, 6);
    }

    [Fact]
    public void Behind_a_collector_nobody_says_what_a_span_has_cost()
    {
        var differences = Measures.Of(Repeated(
            MadeUp.Block("A", 1_000, ("shop", MadeUp.Usage(cpu: 10_000))), MadeUp.Block("B", 1_050, ("shop", MadeUp.Usage(cpu: 12_000, spans: 50)))), isStraight: false);
        Assert.DoesNotContain(differences, difference => difference.Measure is "cpu-per-span" or "latency-per-operation" or "spans-per-request" or "bytes-per-span");
        Assert.Contains(differences, difference => difference.Measure == "cpu-per-request");
    }

    [Fact]
    public void Where_exports_are_seldom_sizes_are_of_the_quads_that_have_some_and_costs_are_put_to_the_spans_of_all()
    {
        var a = MadeUp.Block("A", 1_000, ("shop", MadeUp.Usage(cpu: 10_000)));
        var with = Repeated(a, MadeUp.Block("B", 1_050, ("shop", MadeUp.Usage(cpu: 12_000, spans: 100, spanBytes: 40_000))));
        var without = Repeated(a, MadeUp.Block("B", 1_050, ("shop", MadeUp.Usage(cpu: 12_000))));
        var differences = Measures.Of([.. with, .. without], isStraight: true);
        Assert.Equal((6, 400), (Find(differences, "bytes-per-span", "shop").Absolute.Quads, Find(differences, "bytes-per-span", "shop").Absolute.Estimate));
        Assert.Equal((12, 40), (Find(differences, "cpu-per-span", "all").Absolute.Quads, Find(differences, "cpu-per-span", "all").Absolute.Estimate));
        Assert.Equal(12, Find(differences, "latency-per-operation", "all").Absolute.Quads);
        Assert.Equal(100, Find(differences, "latency-per-operation", "all").Absolute.Estimate, 6);
        Assert.Equal(0.5, Find(differences, "spans-per-request", "all").B);

        differences = Measures.Of([.. with[..5], .. without], isStraight: true);
        Assert.DoesNotContain(differences, difference => difference.Measure == "bytes-per-span");
        Assert.Contains(differences, difference => difference.Measure == "cpu-per-span");
        Assert.DoesNotContain(Measures.Of(without, isStraight: true), difference => difference.Measure == "cpu-per-span");
    }

    [Fact]
    public void Between_arms_that_both_have_spans_their_sizes_are_compared()
    {
        var size = Find(
            Measures.Of(Repeated(MadeUp.Block("A", 1, ("shop", MadeUp.Usage(spans: 4, spanBytes: 1_600))), MadeUp.Block("B", 1, ("shop", MadeUp.Usage(spans: 2, spanBytes: 600)))), isStraight: true),
            "bytes-per-span", "shop");
        Assert.Equal((400, 300, -100, -0.25), (size.A, size.B, size.Absolute.Estimate, Math.Round(size.Relative!.Estimate, 6)));
    }

    [Fact]
    public void Who_watches_is_told_the_ratio_and_whether_it_drifts()
    {
        var quads = MadeUp.Quads(8, effect: 0.1);
        Assert.Equal(1.1, Measures.CpuRatio(quads), 0.005);
        var steady = Measures.CpuDrift(quads)!.Value;
        Assert.True(steady.Lower < 0 && steady.Upper > 0);

        var cooling = Enumerable.Range(0, 8).Select(number => MadeUp.Quads(1, effect: 0.24 - (0.03 * number), noise: 0)[0]).ToArray();
        var drift = Measures.CpuDrift(cooling)!.Value;
        Assert.True(drift.Lower > -0.035 && drift.Upper < -0.02);
        Assert.Null(Measures.CpuDrift(quads[..3]));
    }

    [Fact]
    public void Compilation_is_a_share_of_the_services_other_processor_time()
    {
        var quads = Repeated(Of("A", 0), Of("B", 30));
        Assert.Equal(0.15, Measures.CompilerShare(quads), 6);
        Assert.Equal(0, Measures.CompilerShare([]));

        static Block Of(string arm, double jit) => MadeUp.Block(
            arm, 1, ("shop", MadeUp.Usage(cpu: 100) with { JitMicroseconds = jit }), ("collector", MadeUp.Usage(cpu: 500) with { JitMicroseconds = 500 }));
    }

    [Fact]
    public void Too_few_quads_are_not_compared() => Assert.Empty(Measures.Of(MadeUp.Quads(5, 0.1), isStraight: true));

    private static QuadBlocks[] Repeated(Block a, Block b) => [.. Enumerable.Repeat(new QuadBlocks("BAAB", [b, a, a, b]), 6)];

    private static Difference Find(IReadOnlyList<Difference> differences, string measure, string service) =>
        differences.Single(difference => difference.Measure == measure && difference.Service == service);
}
