using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>Cells and every other count of a part follow from its requests.</summary>
public sealed class PartReportTests
{
    public static TheoryData<string> Parts => ["head", "trap", "tail", "adaptive"];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Cells_add_up_from_the_log(string kind)
    {
        var part = Make(kind);
        var (log, torn) = (part.Log, part.Log.Torn.Values.SelectMany(places => places).ToHashSet());
        Assert.Equal(part.Requests, log.TraceIds.Count);
        Assert.Equal((part.Requests, part.Requests), (log.Cells.Count, log.Milliseconds.Count));
        Assert.Equal(part.KeptTraces, log.Kept.Count);
        for (var number = 0; number < part.Cells.Count; number++)
        {
            var cell = part.Cells[number];
            Assert.Equal(
                (cell.Requests, cell.Flagged, cell.Kept, cell.Whole),
                (log.Cells.Count(each => each == number), log.Flagged.Count(IsIn), log.Kept.Count(IsIn), log.Kept.Count(place => IsIn(place) && !torn.Contains(place))));

            bool IsIn(int place) => log.Cells[place] == number;
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Spans_torn_traces_and_torn_orders_are_counted_in_it(string kind)
    {
        var part = Make(kind);
        var log = part.Log;
        Assert.Equal(log.Kept.Count, log.Spans.Count);
        Assert.True(part.Strays > 0 ? log.Spans.Sum() < part.KeptSpans : log.Spans.Sum() == part.KeptSpans);
        if (part.Tears.Count > 0)
        {
            Assert.Equal(part.Tears, log.Torn.ToDictionary(tear => tear.Key, tear => (long)tear.Value.Count));
        }

        if (part.Checks.Find(check => check.Measure is "kafka-torn" or "kafka-whole") is { } check)
        {
            var (kept, orders, payments) = (log.Kept.ToHashSet(), log.ConsumedOrders.ToHashSet(), log.ConsumedPayments.ToHashSet());
            var settled = Enumerable.Range(0, log.Cells.Count).Where(place => part.Cells[log.Cells[place]].Outcome is "paid" or "rejected" or "failed").ToArray();
            var torn = settled.Count(place => kept.Contains(place) != orders.Contains(place) || kept.Contains(place) != payments.Contains(place));
            Assert.Equal(check.Count, settled.Length);
            Assert.Equal(check.Estimate, (double)(check.Measure == "kafka-torn" ? torn : settled.Length - torn) / settled.Length, 12);
        }
    }

    [Fact]
    public void Windows_follow_from_when_requests_were_sent()
    {
        var part = SimulatedParts.Adaptive(3_000);
        var kept = part.Log.Kept.ToHashSet();
        Assert.NotEmpty(part.Windows);
        Assert.All(part.Windows, window =>
        {
            var within = Enumerable.Range(0, part.Log.Milliseconds.Count).Where(place => (int)(part.Log.Milliseconds[place] / 1_000.0 / window.Seconds) == (int)(window.Begin / window.Seconds)).ToArray();
            Assert.Equal((window.Offered, window.Kept), (within.Length / window.Seconds, within.Count(kept.Contains) / window.Seconds));
        });
        Assert.All(part.Log.Probabilities, probability => Assert.Equal(0.25, probability));
        Assert.Equal(part.Log.Kept.Count, part.Log.Probabilities.Count);
    }

    [Fact]
    public void What_must_keep_a_trace_stands_in_its_cell()
    {
        var because = SimulatedParts.Tail(1_000).Cells.ToDictionary(cell => cell.Stratum, cell => cell.Because);
        Assert.Equal(("share", "error", "slow", "share"), (because["order"], because["error in a leaf"], because["slow database"], because["error after the decision"]));
    }

    private static SamplingPart Make(string kind) => kind switch
    {
        "head" => SimulatedParts.Head(3_000, plant: PlantedLoss.TornTraces),
        "trap" => SimulatedParts.Trap(400),
        "tail" => SimulatedParts.Tail(2_000, plant: PlantedLoss.TornTraces),
        _ => SimulatedParts.Adaptive(2_000),
    };
}
