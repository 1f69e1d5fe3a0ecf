using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Tests.Overhead;

public sealed class OverheadBudgetsTests
{
    private static readonly Budget Cpu = new("cpu", "overhead", "cpu-per-request", "head10", "all", BudgetScale.Relative, 0.05, null, Gate: true, "Because.");

    private static readonly Budget Spans = Cpu with { Name = "spans", Measure = "spans-missing", Scale = BudgetScale.Absolute, AtMost = 0 };

    [Theory]
    [InlineData(0.01, 1, Verdict.Pass)]
    [InlineData(0.15, 1, Verdict.Fail)]
    [InlineData(0.05, 1, Verdict.Inconclusive)]
    public void A_budget_is_judged_by_the_whole_interval(double effect, double noise, Verdict expected)
    {
        var result = Judge(Cpu, Section(MadeUp.Quads(8, effect, noise)));
        Assert.Equal((expected, true, 0.05, ""), (result.Verdict, result.Gates, result.Limit, result.Unit));
        Assert.InRange(result.Estimate!.Value, effect - 0.01, effect + 0.01);
        Assert.True(result.Lower <= result.Estimate && result.Estimate <= result.Upper);
        Assert.StartsWith("cpu-per-request of all, head10 over off", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inconclusive_one_says_what_would_settle_it()
    {
        var result = Judge(Cpu, Section(MadeUp.Quads(8, effect: 0.04, noise: 3)));
        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Matches("about [0-9]+ quads would settle it, and there were 8\\.$", result.Reason);
    }

    [Fact]
    public void A_control_that_finds_a_difference_forbids_a_judgement_of_that_measure_alone()
    {
        // Equal arms differ by 4% in processor time and latency, and not in what they allocate.
        var section = Section(MadeUp.Quads(8, 0.15), control: MadeUp.Quads(8, 0.04));
        var result = Judge(Cpu, section);
        Assert.Equal(Verdict.NotJudged, result.Verdict);
        Assert.Contains("tells equal arms apart", result.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Judge(Cpu with { Measure = "allocated-per-request" }, section).Verdict);
    }

    [Theory]
    [InlineData(12, Verdict.Pass)]
    [InlineData(7, Verdict.Inconclusive)]
    [InlineData(3, Verdict.Fail)]
    public void What_two_starts_of_an_arm_differ_by_in_memory_makes_the_judgement_less_sure(int megabytes, Verdict expected)
    {
        var section = Section(Fatter(6), Fatter(2));
        var result = Judge(Cpu with { Measure = "resident-memory", Scale = BudgetScale.Absolute, AtMost = 1e6 * megabytes }, section);
        Assert.Equal((expected, 6e6, 4e6, 8e6), (result.Verdict, result.Estimate, result.Lower, result.Upper));

        static List<QuadBlocks> Fatter(int more) => [.. MadeUp.Quads(8, 0).Select(quad => quad with
        {
            Blocks = [.. quad.Blocks.Select(block => block with
            {
                Services = block.Services.ToDictionary(pair => pair.Key, pair => pair.Value with { ResidentBytes = 50_000_000 + (block.Arm == "B" ? more * 1_000_000 : 0) }),
            })],
        })];
    }

    [Fact]
    public void Of_each_service_the_worst_decides_and_the_collector_is_none()
    {
        List<QuadBlocks> quads = [.. MadeUp.Quads(8, 0, 1, "good", "bad", "collector").Select(quad => quad with { Blocks = [.. quad.Blocks.Select(Worsen)] })];
        var section = Section(quads, MadeUp.Quads(8, 0, 1, "good", "bad", "collector"));
        var result = Judge(Cpu with { Service = "each" }, section);
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.StartsWith("cpu-per-request of bad,", result.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Judge(Cpu with { Service = "good" }, section).Verdict);
        Assert.Equal(Verdict.Fail, Judge(Cpu with { Service = "collector" }, section).Verdict);

        static Block Worsen(Block block) => block with
        {
            Services = block.Services.ToDictionary(
                pair => pair.Key, pair => block.Arm == "B" && pair.Key != "good" ? pair.Value with { CpuMicroseconds = pair.Value.CpuMicroseconds * 1.2 } : pair.Value),
        };
    }

    [Fact]
    public void Absolute_limits_are_in_the_measure_s_unit()
    {
        // 10% of 50 MB would be 5 MB, but memory is made up alike.
        var result = Judge(Cpu with { Measure = "latency-mean", Scale = BudgetScale.Absolute, AtMost = 200 }, Section(MadeUp.Quads(8, 0.1)));
        Assert.Equal((Verdict.Pass, "us"), (result.Verdict, result.Unit));
        Assert.InRange(result.Estimate!.Value, 95, 105);
    }

    [Fact]
    public void A_least_is_held_from_the_other_side()
    {
        var least = Cpu with { AtMost = null, AtLeast = 0.05 };
        Assert.Equal(Verdict.Pass, Judge(least, Section(MadeUp.Quads(8, 0.15))).Verdict);
        Assert.Equal(Verdict.Fail, Judge(least, Section(MadeUp.Quads(8, 0))).Verdict);
    }

    [Fact]
    public void What_a_span_takes_is_judged_though_equal_arms_without_spans_have_none()
    {
        var spans = MadeUp.Quads(8, 0.1).Select(quad => quad with
        {
            Blocks = [.. quad.Blocks.Select(block => block with
            {
                Services = block.Services.ToDictionary(pair => pair.Key, pair => block.Arm == "B" ? pair.Value with { Spans = 100, SpanBytes = 40_000 } : pair.Value),
            })],
        }).ToList();
        var section = Section(spans);
        Assert.Equal(Verdict.Pass, Judge(Absolute("bytes-per-span", 1_024), section).Verdict);
        Assert.Equal(Verdict.Fail, Judge(Absolute("bytes-per-span", 399), section).Verdict);
        Assert.Equal(Verdict.Pass, Judge(Absolute("latency-per-operation", 1_000), section).Verdict);
        Assert.Equal(Verdict.Fail, Judge(Absolute("cpu-per-span", 1), section).Verdict);
        Assert.Equal(Verdict.NotJudged, Judge(Absolute("cpu-per-span", 1), Section(spans, control: MadeUp.Quads(8, 0.04))).Verdict);

        static Budget Absolute(string measure, double most) => Cpu with { Measure = measure, Scale = BudgetScale.Absolute, AtMost = most };
    }

    [Theory]
    [InlineData("cpu-per-request", "head100", "This run did not compare off and head100")]
    [InlineData("cpu-per-requests", "head10", "There is no measure 'cpu-per-requests'; there are cpu-per-request,")]
    [InlineData("cpu-per-span", "head10", "cpu-per-span of all has no values")]
    [InlineData("spans-per-request", "head10", "off uses nothing of it, so there is no ratio")]
    public void What_was_not_measured_is_not_judged(string measure, string arm, string reason)
    {
        var result = Judge(Cpu with { Measure = measure, Arm = arm }, Section(MadeUp.Quads(8, 0)));
        Assert.Equal((Verdict.NotJudged, null), (result.Verdict, result.Estimate));
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Pass, 0L, 0, "head10: 1000 spans recorded, 10 of them dropped, 0 sampled out; 0 are in no account.")]
    [InlineData(Verdict.Fail, 7L, 7, "head10: of 1000 spans recorded these are in no account: 7 of order.")]
    [InlineData(Verdict.Fail, 3L, -3, "-3 of order")]
    public void Every_span_that_was_recorded_is_accounted_for(Verdict expected, long? estimate, long missing, string reason)
    {
        var result = JudgeSpans(new("off", "order", null, 0, 0), new("head10", "catalog", 600, 0, 600), new("head10", "order", 400, 10, 390 - missing));
        Assert.Equal((expected, estimate, "spans", true), (result.Verdict, (long?)result.Estimate, result.Unit, result.Gates));
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Through_a_collector_what_it_sampled_out_is_accounted_for_and_both_ways_are_judged()
    {
        SpanAccount to = new("head10", "all", 1_000, 0, 1_000), through = new("head10", "collector", 1_000, 5, 100) { SampledOut = 895 };
        Assert.Equal(Verdict.Pass, JudgeSpans(to, through).Verdict);
        var lost = JudgeSpans(to with { Exported = 999 }, through with { Exported = 99 });
        Assert.Equal((Verdict.Fail, 2), (lost.Verdict, lost.Estimate));
    }

    [Fact]
    public void Spans_that_nobody_counted_are_not_judged_but_ones_that_are_missing_elsewhere_still_fail()
    {
        SpanAccount untold = new("head10", "order", null, 0, 9);
        Assert.Contains("spans of order arrived, and the SDK told of none", NotJudged(JudgeSpans(untold)), StringComparison.Ordinal);
        Assert.Contains("did not come to that", NotJudged(JudgeSpans()), StringComparison.Ordinal);
        Assert.Contains("did not come to that", NotJudged(JudgeSpans(new SpanAccount("off", "order", null, 0, 0))), StringComparison.Ordinal);
        Assert.Contains("no span was recorded", NotJudged(JudgeSpans(new SpanAccount("head10", "order", null, 0, 0))), StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, JudgeSpans(untold, new("head10", "catalog", 2, 0, 1)).Verdict);

        static string NotJudged(BudgetResult result)
        {
            Assert.Equal((Verdict.NotJudged, true, null), (result.Verdict, result.Gates, result.Estimate));
            return result.Reason;
        }
    }

    [Fact]
    public void Missing_spans_of_a_pair_that_a_profile_leaves_out_do_not_decide()
    {
        var result = Judge(Spans with { Arm = "head100" }, Section(MadeUp.Quads(8, 0)));
        Assert.Equal((Verdict.NotJudged, false), (result.Verdict, result.Gates));
        Assert.Contains("This run did not compare off and head100", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_spans_have_no_ratio() =>
        Assert.Contains("give the budget in spans", Judge(Spans with { Scale = BudgetScale.Relative }, Section(MadeUp.Quads(8, 0))).Reason, StringComparison.Ordinal);

    [Fact]
    public void Too_few_quads_are_not_judged() =>
        Assert.Equal("5 quads are too few; 6 are needed.", Judge(Cpu, Section(MadeUp.Quads(5, 0))).Reason);

    [Fact]
    public void Budgets_of_other_commands_are_theirs() =>
        Assert.Empty(OverheadBudgets.Of([Cpu with { Command = "soak" }], Section(MadeUp.Quads(8, 0))));

    private static BudgetResult Judge(Budget budget, OverheadSection section) => Assert.Single(OverheadBudgets.Of([budget], section));

    private static BudgetResult JudgeSpans(params SpanAccount[] accounts)
    {
        var section = Section(MadeUp.Quads(3, 0), control: MadeUp.Quads(8, 0.04)); // neither too few quads nor a control that finds a difference matter
        section.Pairs[1].Accounts.AddRange(accounts);
        return Judge(Spans, section);
    }

    private static OverheadSection Section(List<QuadBlocks> quads, List<QuadBlocks>? control = null) => new("mixed", 60, 2)
    {
        Pairs = [Pair("off", isControl: true, control ?? MadeUp.Quads(8, 0)), Pair("head10", isControl: false, quads)],
    };

    private static Pair Pair(string b, bool isControl, List<QuadBlocks> quads) =>
        new("off", b, isControl) { Quads = quads, Differences = [.. Measures.Of(quads, isStraight: true)] };
}
