using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Tests.Systems;

/// <summary>Prometheus' text format 0.0.4 is read as its specification has it.</summary>
public sealed class PrometheusPageTests
{
    [Fact]
    public void A_counter_is_the_sum_of_its_series_and_of_no_metric_whose_name_begins_alike()
    {
        var page = new PrometheusPage("""
            # HELP spans Of {all} "kinds" 7
            # TYPE spans counter
            spans{receiver="otlp",transport="grpc"} 1000
            spans{receiver="otlp",transport="http"} 1e+06

            spans_refused{receiver="otlp"} 7
            spans_bucket{le="+Inf"} 8
            more_spans 9
            """);
        Assert.Equal((1_001_000, 7, 9, 0), (page.Count("spans"), page.Count("spans_refused"), page.Count("more_spans"), page.Count("span")));
    }

    [Theory]
    [InlineData("spans 3", 3)]
    [InlineData("spans_total 3", 3)]
    [InlineData("spans_total{a=\"1\"} 3\nspans_total{a=\"2\"} 4", 7)]
    [InlineData("spans 100\nspans_total 3", 3)] // two metrics: a gauge, and the counter
    [InlineData("spans_total_total 5", 0)]
    public void Some_versions_add_total_to_a_counter_s_name(string text, long expected) => Assert.Equal(expected, new PrometheusPage(text).Count("spans"));

    [Theory]
    [InlineData("spans 3 1395066363000")]
    [InlineData("spans{a=\"1\"} 3 -5")]
    [InlineData("spans { a = \"1\" , }   3\t17\r")]
    [InlineData("spans{}3")]
    [InlineData("  spans\t3.0  ")]
    public void A_time_after_the_value_is_not_the_value(string line) => Assert.Equal(3, new PrometheusPage(line).Count("spans"));

    [Theory]
    [InlineData("""spans{path="C:\\DIR\\n"} 3""", @"C:\DIR\n")]
    [InlineData("""spans{path="says \"no\""} 3""", "says \"no\"")]
    [InlineData("""spans{path="two\nlines"} 3""", "two\nlines")]
    [InlineData("""spans{path="a} 4,reason=\"late\" 5 # {x"} 3""", "a} 4,reason=\"late\" 5 # {x")]
    [InlineData("""spans{path="",reason="late"} 3""", "")]
    [InlineData("""spans{xpath="x",reason="path=1"} 3""", "")]
    public void Label_values_are_what_they_were_before_they_were_escaped(string line, string expected) =>
        Assert.Equal((expected, 3L), Assert.Single(new PrometheusPage(line).CountBy("spans", "path").Select(pair => (pair.Key, pair.Value))));

    [Fact]
    public void Series_are_summed_up_by_a_label_and_chosen_by_others()
    {
        var page = new PrometheusPage("""
            calls_total{route="/a",kind="server",status="ok"} 10
            calls_total{route="/a",kind="server",status="error"} 2
            calls_total{route="/a",kind="client",status="ok"} 40
            calls_total{route="/b",kind="server",status="ok"} 5
            calls_total{kind="server"} 1
            """);
        Assert.Equal(new Dictionary<string, long> { ["/a"] = 12, ["/b"] = 5, [""] = 1 }, page.CountBy("calls", "route", labels => labels["kind"] == "server"));
        Assert.Equal(new Dictionary<string, long> { ["server"] = 18, ["client"] = 40 }, page.CountBy("calls", "kind"));
        Assert.Empty(page.CountBy("call", "kind"));
    }

    [Theory]
    [InlineData("NaN", "NaN")]
    [InlineData("+Inf", "Infinity")]
    [InlineData("-Inf", "-Infinity")]
    public void What_is_no_count_is_said_where_it_is_asked_for_and_disturbs_no_other(string value, string told)
    {
        var page = new PrometheusPage($"age_seconds{{quantile=\"0.5\"}} {value}\nage_seconds 3\nspans 3");
        Assert.Equal(3, page.Count("spans"));
        Assert.Contains($"age_seconds is {told}:", Assert.Throws<LoadTestException>(() => page.Count("age_seconds")).Message, StringComparison.Ordinal);
        Assert.Throws<LoadTestException>(() => page.CountBy("age_seconds", "quantile"));
    }

    [Theory]
    [InlineData("spans")]
    [InlineData("spans three")]
    [InlineData("spans{a=\"1\" 3")]
    [InlineData("spans 3 later")]
    [InlineData("<html>")]
    public void What_is_no_such_page_is_refused_with_the_line(string line) =>
        Assert.Contains(line, Assert.Throws<LoadTestException>(() => new PrometheusPage($"good 1\n{line}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Who_does_not_answer_is_named() => Assert.Contains(
        "http://127.0.0.1:1/metrics",
        (await Assert.ThrowsAsync<LoadTestException>(() => PrometheusPage.ReadAsync(new("http://127.0.0.1:1/metrics"), CancellationToken.None))).Message,
        StringComparison.Ordinal);
}
