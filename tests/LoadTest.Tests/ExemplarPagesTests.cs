using System.Xml.Linq;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Tests;

/// <summary>The evidence of a check leads to its trace, which can be read without seeing its bars.</summary>
public sealed class ExemplarPagesTests
{
    private const string Lost = "ffffffffffffffffffffffffffffffff";

    [Fact]
    public void Every_link_within_the_page_leads_to_a_waterfall()
    {
        var page = Page(MadeUpReports.Sampling());
        var links = page.Descendants("a").Select(a => a.Attribute("href")!.Value).Where(href => href.StartsWith('#')).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Single(page.Descendants("div"), div => div.Attribute("id")?.Value == link[1..] && div.Descendants("tr").Count() > 1));
    }

    [Fact]
    public void Each_part_has_a_trace_to_look_at_and_each_id_that_arrived_is_a_link()
    {
        var report = MadeUpReports.Sampling();
        var page = Page(report);
        Assert.All(report.Sampling!.Parts, part =>
        {
            Assert.NotEmpty(part.Exemplars);
            foreach (var trace in part.Exemplars)
            {
                Assert.Equal(trace.Spans.Count, page.Descendants("div").Single(div => div.Attribute("id")?.Value == $"trace-{part.Name}-{trace.TraceId}").Descendants("tbody").Elements().Count());
                Assert.True(trace.EvidenceOf is null || page.Descendants("a").Any(a => a.Value == trace.EvidenceOf), trace.EvidenceOf);
            }
        });
    }

    [Fact]
    public void Each_pair_that_left_traces_has_them_to_look_at_under_its_tables()
    {
        var report = MadeUpReports.Overhead();
        var page = Page(report);
        Assert.All(report.Overhead!.Pairs, pair =>
        {
            var told = page.Descendants("details").Where(details => details.Element("summary")!.Value == $"{pair.B} against {pair.A}, traces to look at: {pair.Exemplars.Count}").ToArray();
            if (pair.IsControl)
            {
                Assert.Empty(told);
                return;
            }

            var trace = Assert.Single(pair.Exemplars);
            var drawn = Assert.Single(told).Elements("details").Single();
            Assert.Equal($"{trace.TraceId}: {trace.Shows}", drawn.Element("summary")!.Value);
            Assert.Equal(trace.Spans.Select(span => span.Service), drawn.Descendants("tbody").Elements().Select(row => row.Elements().ElementAt(1).Value));
        });
        Assert.DoesNotContain("traces to look at", ReportFiles.Markdown(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_waterfall_is_a_table_that_tells_what_its_bars_show()
    {
        var rows = Page(Make(
            Span("a", null, "order", "POST /orders", 0, 10_000), Span("b", "a", "payment", "charge", 2_500, 5_000, StatusCode.Error), Span("c", "gone", "payment", "late", 9_000, 1_000)))
            .Descendants("table").Single(table => table.Attribute("class")?.Value == "waterfall").Element("tbody")!.Elements().ToArray();
        Assert.Equal(
            [
                ["level 1: POST /orders", "order", "internal", "0 µs", "10.0 ms", "", ""], ["level 2: charge", "payment", "internal", "2.50 ms", "5.00 ms", "error", ""],
                ["level 1: late", "payment", "internal", "9.00 ms", "1.00 ms", "parent missing", ""],
            ],
            rows.Select(row => row.Elements().Select(cell => cell.Value).ToArray()));
        Assert.All(rows, row => Assert.Equal("row", row.Element("th")!.Attribute("scope")!.Value));
        Assert.Equal(["margin-left:0%;width:100%", "margin-left:25%;width:50%", "margin-left:90%;width:10%"], rows.Select(row => row.Elements().Last().Element("span")!.Attribute("style")!.Value));
        Assert.All(rows, row => Assert.Equal("true", row.Elements().Last().Attribute("aria-hidden")!.Value));
    }

    [Fact]
    public void What_is_not_there_is_told()
    {
        var report = Make([.. Enumerable.Range(0, 3).Select(number => Span($"{number}", null, "order", "x", number, 1))]);
        var part = report.Sampling!.Parts[0];
        part.ExemplarsLeftOut = 7;
        part.Exemplars[0] = part.Exemplars[0] with { SpansLeftOut = 50 };
        var page = Page(report);
        Assert.Contains(page.Descendants("summary"), summary => summary.Value == "Traces to look at: 1; 7 more are evidence and were left out");
        Assert.Contains(page.Descendants("p"), caption => caption.Value == "3 spans of 1 service in 3.00 µs, no error; 50 that began later were left out");
        Assert.Contains(page.Descendants("li"), item => item.Value == $"{Lost} (nothing arrived)" && !item.Elements("a").Any());
    }

    [Fact]
    public void Names_of_spans_are_taken_for_text()
    {
        const string hostile = "<script>alert(1)</script> & \"x\" \u0001";
        var report = Make(Span("a", null, hostile, hostile, 0, 1));
        Assert.DoesNotContain("<script", ReportFiles.Html(report), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Page(report).Descendants("th"), th => th.Value.Contains("<script>alert(1)</script> & \"x\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Markdown_has_ids_only()
    {
        var text = ReportFiles.Markdown(Make(Span("a", null, "order", "POST /orders", 0, 1)));
        Assert.Contains("| 0af7651916cd43dd8448eb211c80319c and 1 more |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /orders", text, StringComparison.Ordinal);
        Assert.DoesNotContain("](#", text, StringComparison.Ordinal);
        Assert.DoesNotContain("look at:", text, StringComparison.Ordinal);
    }

    private static Report Make(params ExemplarSpan[] spans)
    {
        const string id = "0af7651916cd43dd8448eb211c80319c";
        var report = MadeUpReports.Empty("sampling");
        report.Sampling = new()
        {
            Parts =
            {
                new("tail", "", 2, 0, 0, 1, spans.Length, 0)
                {
                    Log = new() { TraceIds = [id, Lost], Kept = [0] },
                    Checks = { new("completeness", "", ClaimRule.Every, 2, 0, 0, 1, 1, null, Verdict.Fail, "0 of 2.", [id, Lost]) },
                    Exemplars = { new(id, id, "evidence of completeness", spans, 0) },
                },
            },
        };
        return report;
    }

    private static ExemplarSpan Span(string id, string? parent, string service, string name, long start, long duration, StatusCode status = StatusCode.Unset) =>
        new(id, parent, service, name, SpanKind.Internal, start, duration, status);

    private static XElement Page(Report report) => XElement.Parse(ReportFiles.Html(report)["<!DOCTYPE html>\n".Length..]);
}
