using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Views;

namespace TracingReference.LoadTest.Tests;

/// <summary>The reports for people: well-formed, self-contained, legible, and nothing in them is taken for markup.</summary>
public sealed partial class ReportPagesTests
{
    private const string Hostile = "<script>alert(1)</script> & \"quotes\" | a cell [link](http://example.com) @someone \u0001 `code` **bold**\n| row";

    public static TheoryData<string> Reports => ReportJsonTests.Reports;

    [Theory]
    [MemberData(nameof(Reports))]
    public void Html_is_well_formed_and_needs_no_network(string kind)
    {
        var html = Page(ReportJsonTests.Make(kind));
        Assert.DoesNotContain(html.Descendants(), element => element.Name.LocalName is "script" or "link" or "iframe" or "img");
        Assert.DoesNotContain(html.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Equal(html.Descendants("figure").Count(), html.Descendants("svg").Count());
        Assert.NotEmpty(html.Descendants("svg"));
        Assert.DoesNotContain("url(", html.Element("head")!.Element("style")!.Value, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html.Element("head")!.Element("style")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_plot_has_a_name_ticks_and_units_and_its_texts_lie_within_it_apart(string kind)
    {
        foreach (var svg in Page(ReportJsonTests.Make(kind)).Descendants("svg"))
        {
            var ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.All(ids, id => Assert.NotEmpty(svg.Elements().Single(element => element.Attribute("id")?.Value == id).Value));
            Assert.True(svg.Descendants("line").Count(line => line.Attribute("class")!.Value == "grid") >= 2, svg.ToString());
            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("∞", svg.ToString(), StringComparison.Ordinal);

            var texts = svg.Descendants("text").Select(Box).ToArray();
            Assert.All(texts, box => Assert.True(box is { Left: >= -1, Right: <= 401 }, $"{box} is outside of the drawing"));
            for (var i = 0; i < texts.Length; i++)
            {
                Assert.DoesNotContain(texts[(i + 1)..], other => texts[i].Left < other.Right && other.Left < texts[i].Right && Math.Abs(texts[i].Y - other.Y) < 11);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Ids_are_unique_and_no_element_that_needs_its_end_is_closed_at_once(string kind)
    {
        var text = ReportFiles.Html(ReportJsonTests.Make(kind));
        var ids = Page(ReportJsonTests.Make(kind)).Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Empty(ClosedAtOnce().Matches(text).Select(match => match.Value));
    }

    [Fact]
    public void Html_takes_nothing_for_markup()
    {
        var report = HostileReport();
        var text = ReportFiles.Html(report);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Page(report).Descendants("p"), p => p.Value.Contains("<script>alert(1)</script> & \"quotes\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Markdown_takes_nothing_for_markup()
    {
        var text = ReportFiles.Markdown(HostileReport());
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@someone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[link]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
        Assert.DoesNotContain("**bold", text, StringComparison.Ordinal);

        // A row of a table stays one, with as many cells as its head.
        var rows = text.Split('\n').Where(line => line.StartsWith('|')).ToArray();
        Assert.Contains(rows, row => row.Contains("script", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Contains(UnescapedPipe().Count(row), new[] { 3, 8, 11, 6 }));
    }

    [Fact]
    public void Markdown_begins_with_the_verdict()
    {
        var text = ReportFiles.Markdown(MadeUpReports.Overhead());
        Assert.StartsWith("**Fail: of 3 budgets that decide, 1 broken, 1 not settled, 1 kept", text, StringComparison.Ordinal);
        Assert.Contains("| cpu-head10 | inconclusive | ≤ 5% |", text, StringComparison.Ordinal);
        Assert.Contains("| wire-head10 | **fail** |", text, StringComparison.Ordinal);
        Assert.Contains("<details><summary>How it was measured</summary>", text, StringComparison.Ordinal);
        Assert.Equal(Count(text, "<details>"), Count(text, "</details>"));
        Assert.DoesNotContain("did not fit", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_stays_below_its_limit_and_says_what_it_left_out()
    {
        var report = MadeUpReports.Overhead();
        report.Remarks.AddRange(Enumerable.Range(0, 3_000).Select(i => $"Remark {i} of many, with letters of three bytes: €€€€"));
        var text = ReportFiles.Markdown(report);
        Assert.True(Encoding.UTF8.GetByteCount(text) <= MarkdownPage.MostBytes);
        Assert.Contains("did not fit into a comment", text, StringComparison.Ordinal);
        Assert.StartsWith("**Fail", text, StringComparison.Ordinal);
        Assert.Equal(Count(text, "<details>"), Count(text, "</details>"));
    }

    [Fact]
    public void A_partial_report_says_so_first()
    {
        var report = MadeUpReports.Soak();
        report.IsComplete = false;
        report.Error = "interrupted.";
        Assert.StartsWith("**Not finished: interrupted.", ReportFiles.Markdown(report), StringComparison.Ordinal);
        Assert.Contains(Page(report).Descendants("dd"), dd => dd.Value.Contains("partial", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Failed, Outcome.Of(report));
    }

    [Fact]
    public void A_report_without_anything_measured_is_still_one()
    {
        var report = MadeUpReports.Empty("overhead");
        report.IsComplete = false;
        report.Overhead = new("mixed", 60, 5) { Pairs = [new("off", "off", true), new("off", "head10", false)] };
        report.Capacity = new("mixed", 3, 0.99, 500_000, 0.98);
        report.Soak = new("soak", null, 60, 120, 5, 30);
        Assert.NotNull(Page(report).Descendants("h1").SingleOrDefault());
        Assert.Contains("needs 6", ReportFiles.Markdown(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pass Pass", 0)]
    [InlineData("Pass Inconclusive", 2)]
    [InlineData("Pass NotJudged", 2)]
    [InlineData("Inconclusive Fail NotJudged", 1)]
    [InlineData("Pass fail", 0)]
    [InlineData("inconclusive", 0)]
    [InlineData("", 0)]
    public void Only_budgets_that_gate_decide_the_exit_code(string verdicts, int exit)
    {
        var report = MadeUpReports.Empty("overhead");
        report.Budgets.AddRange(verdicts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((verdict, i) => MadeUpReports.Result($"b{i}", Enum.Parse<Verdict>(verdict, ignoreCase: true), gates: char.IsUpper(verdict[0]))));
        Assert.Equal(exit, (int)Outcome.Of(report));
    }

    [Fact]
    public void Traces_are_linked_to_a_dashboard_only_where_one_runs()
    {
        const string id = "0af7651916cd43dd8448eb211c80319c";
        Assert.Null(TraceLink.To(id, MadeUpReports.Empty("sampling")).Link);
        var targeted = new Report
        {
            Version = 1, Command = "soak", Profile = "quick", Packages = "embedded", LoadGenerator = "x", Machine = MadeUpReports.Empty("soak").Machine, Seed = 1,
            Begun = DateTimeOffset.UnixEpoch, Target = "http://127.0.0.1:8080/",
        };
        Assert.Equal($"http://127.0.0.1:18888/traces/detail/{id}", TraceLink.To(id, targeted).Link!.AbsoluteUri);
    }

    private static Report HostileReport()
    {
        var report = MadeUpReports.Overhead();
        report.IsComplete = false;
        report.Error = Hostile;
        report.Remarks.Add(Hostile);
        report.Budgets.Add(MadeUpReports.Result(Hostile, Verdict.Fail, true));
        report.Overhead = report.Overhead! with { Scenario = Hostile };
        return report;
    }

    private static XElement Page(Report report)
    {
        var text = ReportFiles.Html(report);
        const string doctype = "<!DOCTYPE html>\n";
        Assert.StartsWith(doctype, text, StringComparison.Ordinal);
        return XElement.Parse(text[doctype.Length..]);
    }

    private static (double Left, double Right, double Y, string Text) Box(XElement text)
    {
        var shown = string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value));
        var (x, width) = ((double)text.Attribute("x")!, shown.Length * 6.3);
        var left = text.Attribute("text-anchor")!.Value switch { "end" => x - width, "middle" => x - (width / 2), _ => x };
        return (left, left + width, (double)text.Attribute("y")!, shown);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(@"<(?:p|div|span|td|th|li|i|a|ul|dl|dt|dd|details|summary|figure|section|style|title|table)\b[^>]*/>")]
    private static partial Regex ClosedAtOnce();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedPipe();
}
