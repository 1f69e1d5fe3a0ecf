using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Tests.Exporters;
using TracingReference.Collector.Tests.Running;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Canaries;

/// <summary>The real process on the configuration of each environment: no canary reaches the back end, or the page of metrics.</summary>
public sealed class EmbeddedPipelineTests
{
    // By number: cards of several makes, all with a right check digit; e-mail; headers in text; what is worth hiding is the second.
    private static readonly (string Text, string Secret)[] Canaries =
    [
        ("card 4111 1111 1111 1111.", "1111 1111"), ("5555-5555-5555-4444", "5555-4444"), ("378282246310005", "378282246310005"), ("6011000990139424", "6011000990139424"),
        ("mail to Ann.O+x@mail.example.co.uk!", "Ann.O"), ("Authorization: Bearer c2VjcmV0.c2VjcmV0", "c2VjcmV0"), ("authorization=Basic c2VjcmV0", "c2VjcmV0"),
        ("bearer c2VjcmV0", "c2VjcmV0"), ("Cookie: a=b; session=c2VjcmV0", "c2VjcmV0"), ("{\"set-cookie\": \"session=c2VjcmV0\"}", "c2VjcmV0"),
    ];

    private static readonly string[] Headers =
    [
        "authorization", "Proxy-Authorization", "cookie", "set-cookie", "http.request.header.authorization", "http.request.header.proxy_authorization", "http.request.header.cookie",
        "http.response.header.set-cookie", "http.response.header.set_cookie",
    ];

    public static TheoryData<string> Environments => ["", "production.yaml staging.yaml", "production.yaml", "adaptive.yaml"];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task NoCanaryLeaves(string environment)
    {
        await using var dashboard = await BackEnd.StartAsync(HttpProtocols.Http2, http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["grpc-status"] = "0";
            return Task.CompletedTask;
        });
        var metricsPort = CollectorProcess.FreePort();
        string[] files = ["collector.yaml", .. environment.Split(' '), "embedded.yaml"];
        await using var collector = await CollectorProcess.StartAsync(
            $$"""
            exporters: { otlp/dashboard: { compression: none } }
            {{KeepAll(environment)}}
            """,
            [.. files.Where(file => file.Length > 0).Select(file => Path.Combine(Repository.Root, "collector", "config", file))],
            new Dictionary<string, string>
            {
                ["DASHBOARD_OTLP_GRPC"] = dashboard.Url.Authority,
                ["COLLECTOR_SPAN_METRICS_PORT"] = metricsPort.ToString(CultureInfo.InvariantCulture),
                ["COLLECTOR_HEALTH_PORT"] = CollectorProcess.FreePort().ToString(CultureInfo.InvariantCulture),
            });
        using var client = new SpanClient(collector);
        foreach (var canaries in Canaries.Select(canary => new PlacedCanaries((_, _) => canary.Text, "text")).Concat(Headers.Select(HeaderOnly)))
        {
            foreach (var signal in Enum.GetValues<Signal>())
            {
                using var content = new ByteArrayContent(canaries.Request(signal)) { Headers = { ContentType = SpanClient.Protobuf } };
                using var answer = await client.PostAsync(content, $"/v1/{signal.ToString().ToLowerInvariant()}");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }

        var sent = Canaries.Length + Headers.Length;
        var page = "";
        using (var http = new HttpClient())
        {
            await collector.UntilAsync(sent, () => collector.MetricAsync("exporter_sent_spans"));
            await collector.UntilAsync(sent * 2, () => collector.MetricAsync("exporter_sent_log_records"));
            page = await http.GetStringAsync(new Uri($"http://127.0.0.1:{metricsPort}/metrics"));
            page += await http.GetStringAsync(new Uri($"http://127.0.0.1:{collector.Ports.Metrics}/metrics"));
        }

        // What is still held, metrics of the spans above all, leaves before it ends.
        await collector.StopAsync();
        var left = new StringBuilder(page);
        for (var request = dashboard.Count; request > 0; request--)
        {
            left.Append(Encoding.UTF8.GetString((await dashboard.NextAsync()).Body));
        }

        var all = left.ToString();
        Assert.Contains("****", all, StringComparison.Ordinal);
        Assert.All(Canaries, canary => Assert.DoesNotContain(canary.Secret, all, StringComparison.Ordinal));
    }

    private static string KeepAll(string environment) => environment switch
    {
        "" => "",
        "adaptive.yaml" => "processors: { adaptive: { target_traces_per_second: 1000000 } }",
        _ => "processors: { tail_sampling: { decision_wait: 1s, policies: [{ name: all, type: always_sample }] } }",
    };

    // Its value is bare: only the key tells what it is.
    private static PlacedCanaries HeaderOnly(string header) => new((place, _) => place.EndsWith("header", StringComparison.Ordinal) ? "c2VjcmV0" : "x", header);
}
