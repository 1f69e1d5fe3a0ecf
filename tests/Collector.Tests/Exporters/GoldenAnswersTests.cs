using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TracingReference.Collector.Exporters.OtlpGrpc;
using TracingReference.Collector.Exporters.OtlpHttp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Receivers.Otlp;

namespace TracingReference.Collector.Tests.Exporters;

/// <summary>What both OTLP exporters make of each answer of a back end, against the recorded behaviour of the real ones.</summary>
public sealed class GoldenAnswersTests
{
    private const string Sending = "sending_queue: {enabled: false}, timeout: 0s, compression: none, retry_on_failure: "
        + "{initial_interval: 400ms, max_interval: 800ms, max_elapsed_time: 3s, randomization_factor: 0}";

    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(TestContext.Golden("exporter", "answers.json")))!;

    public static TheoryData<string> Http => Names("otlp_http");

    public static TheoryData<string> Grpc => Names("otlp");

    [Theory]
    [MemberData(nameof(Http))]
    public async Task Http_answers(string name)
    {
        var answer = Document["answers"]![name]!;
        await using var backEnd = await BackEnd.StartAsync(HttpProtocols.Http1, async http =>
        {
            http.Response.StatusCode = (int)answer["status"]!;
            foreach (var (header, value) in answer["headers"]!.AsObject())
            {
                http.Response.Headers[header] = value!.ToString();
            }

            var body = Convert.FromBase64String(answer["body_base64"]!.ToString());
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body);
        });
        await CheckAsync(Row("otlp_http", name), new OtlpHttpExporterFactory(), $$"""{endpoint: "{{backEnd.Url}}", {{Sending}}}""", backEnd);
    }

    [Theory]
    [MemberData(nameof(Grpc))]
    public async Task Grpc_answers(string name)
    {
        var parts = name.Split(" with RetryInfo ");
        var status = Enum.Parse<StatusCode>(parts[0].Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        await using var backEnd = await BackEnd.StartAsync(HttpProtocols.Http2, http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["grpc-status"] = $"{(int)status}";
            http.Response.Headers["grpc-message"] = "nope";
            if (parts.Length > 1)
            {
                http.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(RetryInfo.Format(status, "nope", TimeSpan.FromSeconds(1)));
            }

            return Task.CompletedTask;
        });
        await CheckAsync(Row("otlp", name), new OtlpExporterFactory(), $$"""{endpoint: "{{backEnd.Url.Authority}}", tls: {insecure: true}, {{Sending}}}""", backEnd);
    }

    private static async Task CheckAsync(JsonNode row, ExporterFactory factory, string settings, BackEnd backEnd)
    {
        var time = new EagerTime();
        var exporter = new TestContext(time).Exporter(factory, settings);
        await exporter.StartAsync(CancellationToken.None);
        ConsumeException? failure = null;
        try
        {
            await exporter.ConsumeAsync(TestContext.Span("s"), CancellationToken.None).AsTask().WaitAsync(TestContext.Patience);
        }
        catch (ConsumeException error)
        {
            failure = error;
        }

        await exporter.StopAsync(CancellationToken.None);
        Assert.Equal((int)row["attempts"]!, backEnd.Count);
        Assert.Equal(row["gaps"]!.AsArray().Select(gap => (double)gap!), time.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal((int)row["client_http"]!, failure is null ? StatusCodes.Status200OK : ConsumeStatus.Http(ConsumeStatus.Of(failure)));
        if ((int)row["client_http"]! is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            Assert.Equal(row["client_http_retry_after"]?.ToString(), failure?.RetryAfter?.TotalSeconds.ToString());
        }

        Assert.Equal(row["client_grpc"]!.ToString(), failure is null ? "OK" : Upper(ConsumeStatus.Of(failure)));
        if (row["client_grpc_message"]?.ToString() is { } message && !message.Contains("127.0.0.1", StringComparison.Ordinal) && !message.Contains("parsing", StringComparison.Ordinal))
        {
            Assert.Equal(message.Replace("Throttle (1s), error: ", "", StringComparison.Ordinal), failure!.Message);
        }
    }

    private static string Upper(StatusCode status) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(status.ToString());

    private static JsonNode Row(string exporter, string name) => Rows(exporter).Single(row => row["backend"]!.ToString() == name);

    private static IEnumerable<JsonNode> Rows(string exporter) => Document["rows"]!.AsArray().Select(row => row!).Where(row => row["exporter"]!.ToString() == exporter);

    private static TheoryData<string> Names(string exporter) =>
        new(Rows(exporter).Select(row => row["backend"]!.ToString()).Where(name => exporter == "otlp" || Document["answers"]![name] is not null));
}
