using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.Prometheus;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Telemetry;
using TracingReference.Collector.Tests.TailSampling;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Exporters;

/// <summary>Scrapes of the prometheus exporter against the real one's, and what a recording cannot show: time that passes.</summary>
public sealed partial class PrometheusTests
{
    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(TestContext.Golden("prometheus", "cases.json")))!;

    public static TheoryData<string> Cases => new(Document["rows"]!.AsArray().Select(row => row!["case"]!.ToString()));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Recorded_scrapes(string name)
    {
        var row = Document["rows"]!.AsArray().Single(row => row!["case"]!.ToString() == name)!;
        var settings = row["prometheus"]!.AsObject();
        settings["endpoint"] = "127.0.0.1:0";
        if (row["refused"] is not null)
        {
            Assert.Throws<ConfigException>(() => Read(settings.ToJsonString()));
            return;
        }

        var sender = new PrometheusSender(Read(settings.ToJsonString()), new TestContext(new ManualTime()).For("prometheus", Signal.Metrics));
        await sender.SendAsync(TestContext.Batch(Signal.Metrics, Document["request"]!.ToJsonString()), default);
        Check(row, "text", sender.Scrape(""));
        Check(row, "openmetrics", sender.Scrape("application/openmetrics-text;version=1.0.0"));
    }

    [Fact]
    public async Task Deltas_add_up_and_series_expire()
    {
        var time = new ManualTime();
        var sender = new PrometheusSender(Read("{endpoint: 'localhost:0', metric_expiration: 1m, send_timestamps: true}"), new TestContext(time).For("prometheus", Signal.Metrics));
        await sender.SendAsync(Delta(1, 2, 5), default);
        await sender.SendAsync(Delta(2, 3, 7), default);
        Assert.Contains("} 12 3\n", sender.Scrape("").Text, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("", sender.Scrape("").Text);
    }

    [Fact]
    public async Task Delta_histograms_add_up_until_their_bounds_change_and_overlaps_are_dropped()
    {
        var context = new TestContext(new ManualTime());
        var sender = new PrometheusSender(Read("{endpoint: 'localhost:0'}"), context.For("prometheus", Signal.Metrics));
        await sender.SendAsync(Histogram(1, 2, "[1]", "2", "3"), default);
        await sender.SendAsync(Histogram(2, 3, "[1]", "4", "5"), default);
        Assert.Equal(["n_bucket le=\"1\" 6", "n_bucket le=\"+Inf\" 14", "n_sum 20", "n_count 14"], Lines());
        await sender.SendAsync(Histogram(2, 4, "[1]", "7", "7"), default);
        Assert.Equal((20, 1.0), (int.Parse(Lines()[2].Split(' ')[1], CultureInfo.InvariantCulture), context.Metric("exporter_prometheus_dropped_points", "exporter=\"prometheus\"") ?? 0));
        await sender.SendAsync(Histogram(3, 4, "[2]", "1", "2"), default);
        Assert.Equal(["n_bucket le=\"2\" 1", "n_bucket le=\"+Inf\" 3", "n_sum 10", "n_count 3"], Lines());
        await sender.SendAsync(Histogram(5, 6, "[2]", "3", "0"), default);
        Assert.Equal("n_count 3", Lines()[^1]);

        string[] Lines() => [.. sender.Scrape("").Text.Split('\n').Where(line => line.StartsWith("n_", StringComparison.Ordinal)).Select(line => Brief().Replace(line, " $1").Replace("  ", " ", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Of_the_resource_what_job_and_instance_are_made_of_may_be_left_out()
    {
        var sender = new PrometheusSender(Read("{endpoint: 'localhost:0', resource_to_telemetry_conversion: {enabled: true, exclude_service_attributes: true}}"),
            new TestContext(new ManualTime()).For("prometheus", Signal.Metrics));
        await sender.SendAsync(TestContext.Batch(Signal.Metrics,
            """
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}},{"key":"service.namespace","value":{"stringValue":"n"}},
              {"key":"service.instance.id","value":{"stringValue":"i"}},{"key":"host.name","value":{"stringValue":"h"}}]},"scopeMetrics":[{"metrics":[{"name":"n","gauge":
              {"dataPoints":[{"timeUnixNano":"1","asInt":"1","attributes":[{"key":"service.name","value":{"stringValue":"own"}},{"key":"host.name","value":{"stringValue":"own"}}]}]}}]}]}]}
            """), default);
        Assert.Contains("n{host_name=\"h\",instance=\"i\",job=\"n/s\",otel_scope_name=\"\",otel_scope_schema_url=\"\",otel_scope_version=\"\",service_name=\"own\"} 1\n",
            sender.Scrape("").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_may_be_left_out()
    {
        var sender = new PrometheusSender(Read("{endpoint: 'localhost:0', without_scope_info: true}"), new TestContext(new ManualTime()).For("prometheus", Signal.Metrics));
        await sender.SendAsync(TestContext.Batch(Signal.Metrics,
            """
            {"resourceMetrics":[{"scopeMetrics":[{"scope":{"name":"s","version":"1","attributes":[{"key":"a","value":{"stringValue":"b"}}]},"schemaUrl":"u",
              "metrics":[{"name":"n","gauge":{"dataPoints":[{"timeUnixNano":"1","asInt":"1"}]}}]}]}]}
            """), default);
        Assert.Contains("\nn 1\n", sender.Scrape("").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/metrics", 200)]
    [InlineData("/Metrics", 404)]
    [InlineData("/metrics/", 404)]
    public async Task Paths_have_their_case(string path, int status)
    {
        var context = new TestContext(new ManualTime());
        var sender = new PrometheusSender(Read("{endpoint: 'localhost:0'}"), context.For("prometheus", Signal.Metrics));
        foreach (var answer in new RequestDelegate[] { sender.AnswerAsync, new OwnMetricsPage(context.Metrics, new Dictionary<string, string?>()).AnswerAsync })
        {
            var http = new DefaultHttpContext { Request = { Path = path } };
            await answer(http);
            Assert.Equal(status, http.Response.StatusCode);
        }
    }

    [Theory]
    [InlineData(0.0001, "0.0001", "0.0001")]
    [InlineData(0.00001, "1e-05", "1e-05")]
    [InlineData(999999, "999999", "999999.0")]
    [InlineData(1000000, "1e+06", "1e+06")]
    [InlineData(76730368, "7.6730368e+07", "7.6730368e+07")]
    [InlineData(0.35000000000000003, "0.35000000000000003", "0.35000000000000003")]
    [InlineData(double.NegativeInfinity, "-Inf", "-Inf")]
    [InlineData(double.NaN, "NaN", "NaN")]
    public void Numbers(double value, string text, string openMetrics) =>
        Assert.Equal((text, openMetrics), (PrometheusNumber.Text(value), PrometheusNumber.OpenMetrics(value)));

    private static Batch Delta(int start, int end, int value) => TestContext.Batch(Signal.Metrics,
        $$$"""
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"n","sum":{"isMonotonic":true,"aggregationTemporality":1,
          "dataPoints":[{"startTimeUnixNano":"{{{start}}}000000","timeUnixNano":"{{{end}}}000000","asInt":"{{{value}}}"}]}}]}]}]}
        """);

    private static Batch Histogram(int start, int end, string bounds, params string[] counts) => TestContext.Batch(Signal.Metrics,
        $$$"""
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"n","histogram":{"aggregationTemporality":1,
          "dataPoints":[{"startTimeUnixNano":"{{{start}}}000000","timeUnixNano":"{{{end}}}000000","count":"{{{counts.Sum(count => int.Parse(count, CultureInfo.InvariantCulture))}}}","sum":10,
            "explicitBounds":{{{bounds}}},"bucketCounts":["{{{string.Join("\",\"", counts)}}}"]}]}}]}]}]}
        """);

    private static PrometheusSettings Read(string yaml) => (PrometheusSettings)TestContext.Read(new PrometheusExporterFactory(), yaml);

    private static void Check(JsonNode row, string format, (string ContentType, string Text) scrape)
    {
        var expected = row[format]!.AsArray().Select(line => Plain(line!.ToString())).Order(StringComparer.Ordinal);
        Assert.Equal(expected, scrape.Text.TrimEnd('\n').Split('\n').Select(Plain).Order(StringComparer.Ordinal));
        Assert.Equal(row[$"{format}_content_type"]!.ToString(), scrape.ContentType);
    }

    // An exemplar's time is told in more digits here or there, and its two labels come in any order.
    private static string Plain(string line)
    {
        line = line.Replace($"{long.Parse(Document["now_ns"]!.ToString()) / 1_000_000}", "<ms>", StringComparison.Ordinal);
        return Exemplar().Replace(line, match => $"# {{{string.Join(',', match.Groups[1].Value.Split(',').Order(StringComparer.Ordinal))}}} {match.Groups[2].Value} <s>");
    }

    // Of a line's labels, only a bucket's bound.
    [GeneratedRegex("[{](?:.*?(le=\"[^\"]*\"))?.*[}]")]
    private static partial Regex Brief();

    [GeneratedRegex(@"# \{(.*)\} (\S+) \S+$")]
    private static partial Regex Exemplar();
}
