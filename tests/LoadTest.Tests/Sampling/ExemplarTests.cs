using System.Text.Json;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Sampling.Checks;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>A report keeps the traces that its checks name, within bounds, and nothing of them that somebody typed.</summary>
public sealed class ExemplarTests
{
    [Fact]
    public void A_part_without_a_fault_shows_a_whole_order_over_http_and_kafka()
    {
        var exemplar = Assert.Single(SimulatedParts.Head(2_000).Exemplars);
        Assert.Null(exemplar.EvidenceOf);
        Assert.Equal("a whole trace: order", exemplar.Shows);
        Assert.Equal(TraceShape.Of(Entry("", outcome: "paid")).Count(), exemplar.Spans.Count);
        Assert.Equal(2, exemplar.Spans.Count(span => span.Kind == SpanKind.Consumer));
        Assert.Equal((0, 0), (exemplar.Spans[0].StartMicroseconds, exemplar.SpansLeftOut));
        Assert.Equal(exemplar.Spans.OrderBy(span => span.StartMicroseconds), exemplar.Spans);
    }

    [Fact]
    public void Every_trace_that_is_evidence_and_arrived_is_there()
    {
        var part = SimulatedParts.Head(3_000, plant: PlantedLoss.TornTraces);
        var evidence = part.Checks.Single(check => check is { Measure: "completeness", Stratum: "" }).Evidence;
        Assert.NotEmpty(evidence);
        Assert.Subset(part.Exemplars.Select(trace => trace.EvidenceOf).ToHashSet(), evidence.ToHashSet<string?>());
        Assert.All(part.Exemplars.Skip(1), trace => Assert.Equal(trace.TraceId, trace.EvidenceOf));
        Assert.All(part.Exemplars.Skip(1), trace => Assert.Matches("^evidence of (completeness|kafka-whole)$", trace.Shows));
    }

    [Fact]
    public void Of_a_trace_that_was_lost_there_is_nothing_to_keep()
    {
        var part = SimulatedParts.Tail(1_500, plant: PlantedLoss.LostErrors);
        var lost = part.Checks.Single(check => check is { Measure: "error-recall", Stratum: "" }).Evidence;
        Assert.NotEmpty(lost);
        Assert.DoesNotContain(part.Exemplars, trace => lost.Contains(trace.TraceId) || lost.Contains(trace.EvidenceOf));
        Assert.Equal(0, part.ExemplarsLeftOut);
    }

    [Fact]
    public void Of_a_torn_order_the_half_that_arrived_is_kept_though_its_id_is_another()
    {
        var part = SimulatedParts.Trap(210);
        var torn = part.Checks.Single().Evidence;
        var halves = part.Exemplars.Where(trace => trace.EvidenceOf is not null).ToArray();
        Assert.Equal(torn.Order(), halves.Select(trace => trace.EvidenceOf!).Distinct().Order());
        Assert.All(halves, half => Assert.NotEqual(half.EvidenceOf, half.TraceId));
        Assert.All(halves, half => Assert.Equal(SpanKind.Consumer, Assert.Single(half.Spans).Kind));
    }

    [Fact]
    public void Traces_are_bounded_what_failed_comes_first_and_the_rest_is_counted()
    {
        var shop = new SimulatedShop(1);
        var seen = shop.Keep(shop.Truth(SamplingMix.Orders, 60), _ => true);
        var part = PartReport.Of("tail", "", seen, 0, 0);
        part.Checks.AddRange(Enumerable.Range(0, 10).Select(number => Check(number == 9 ? Verdict.Fail : Verdict.Pass, $"check{number}", [.. seen.Truth.Skip(5 * number).Take(5).Select(entry => entry.TraceId)])));
        Exemplars.Add(part, seen);
        Assert.Equal(Exemplars.MostTraces, part.Exemplars.Count);
        Assert.Equal((10 * 5) - (Exemplars.MostTraces - 1), part.ExemplarsLeftOut);
        Assert.Null(part.Exemplars[0].EvidenceOf);
        Assert.Equal(part.Checks[9].Evidence, part.Exemplars.Skip(1).Take(5).Select(trace => trace.TraceId));
        Assert.All(part.Checks, check => Assert.Contains(part.Exemplars, trace => trace.EvidenceOf == check.Evidence[0]));
    }

    [Fact]
    public void Spans_are_bounded_and_those_that_began_last_are_left_out()
    {
        var entry = Entry("0af7651916cd43dd8448eb211c80319c");
        KeptSpan[] spans = [.. Enumerable.Range(0, 250).Reverse().Select(number => new KeptSpan(
            "order", $"{number}", $"{number:x16}", null, SpanKind.Internal, StatusCode.Unset, entry.At.AddMilliseconds(number), entry.At.AddMilliseconds(number + 1)))];
        var seen = new Observation([entry], new Dictionary<string, IReadOnlyList<KeptSpan>> { [entry.TraceId] = spans });
        var part = PartReport.Of("tail", "", seen, 0, 0);
        part.Checks.Add(Check(Verdict.Fail, "strays", [entry.TraceId]));
        Exemplars.Add(part, seen);
        var trace = Assert.Single(part.Exemplars);
        Assert.Equal((ExemplarTrace.MostSpans, 50), (trace.Spans.Count, trace.SpansLeftOut));
        Assert.Equal(("0", 0, 1_000), (trace.Spans[0].Name, trace.Spans[0].StartMicroseconds, trace.Spans[0].DurationMicroseconds));
        Assert.Equal("199", trace.Spans[^1].Name);
    }

    [Fact]
    public void Nothing_that_somebody_typed_is_in_a_report()
    {
        const string secret = "4242424242424242";
        var entry = Entry("0af7651916cd43dd8448eb211c80319c");
        var attributes = new Dictionary<string, object?> { ["card.number"] = secret, ["password"] = secret, ["http.request.header.authorization"] = $"Bearer {secret}" };
        var span = KeptSpan.Of(new(
            "order", "scope", attributes, entry.TraceId, "00f067aa0ba902b7", null, $"vendor={secret}", "GET /orders/{id}", SpanKind.Server, entry.At, entry.At.AddMilliseconds(3), attributes,
            [new(secret, attributes)], [new(entry.TraceId, "00f067aa0ba902b7", attributes)], StatusCode.Error, secret));
        var seen = new Observation([entry], new Dictionary<string, IReadOnlyList<KeptSpan>> { [entry.TraceId] = [span] });
        var part = PartReport.Of("tail", "", seen, 0, 0);
        part.Checks.Add(Check(Verdict.Fail, "completeness", [entry.TraceId]));
        Exemplars.Add(part, seen);
        var report = MadeUpReports.Empty("sampling");
        report.Sampling = new() { Parts = { part } };
        Assert.Equal(new ExemplarSpan("00f067aa0ba902b7", null, "order", "GET /orders/{id}", SpanKind.Server, 0, 3_000, StatusCode.Error), Assert.Single(Assert.Single(part.Exemplars).Spans));
        foreach (var text in new[] { JsonSerializer.Serialize(report, ReportJson.Default.Report), ReportFiles.Html(report), ReportFiles.Markdown(report) })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.Contains(entry.TraceId, text, StringComparison.Ordinal);
        }
    }

    private static TruthEntry Entry(string traceId, string outcome = "pending") =>
        new(traceId, "POST /orders", 202, Strata.Order.Name, true, DateTimeOffset.UnixEpoch, "order-1", outcome);

    private static SamplingCheck Check(Verdict verdict, string measure, IReadOnlyList<string> evidence) =>
        new(measure, "", ClaimRule.Every, 100, 1, 1, 1, 1, null, verdict, "", evidence);
}
