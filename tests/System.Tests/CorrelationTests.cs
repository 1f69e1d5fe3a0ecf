using System.Net.Http.Json;
using TracingReference.LoadTest.Otlp;
using TracingReference.SystemTests.Otlp;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>Logs and metrics lead to the trace of their request, and what is nobody's request makes no trace.</summary>
[Collection(ShopCollection.Name)]
public sealed class CorrelationTests(ShopFixture fixture)
{
    private static readonly TimeSpan ExportTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MetricTimeout = TimeSpan.FromSeconds(30);

    private OtlpReceiver Telemetry => fixture.System.Telemetry;

    [Theory]
    [InlineData("payment=error", "payment", "The card provider did not charge order {OrderId}: {Reason}")]
    [InlineData("publish=fail:1", "order", "Message {Key} was not published to {Topic}: {Reason}")]
    [InlineData("payment=error", "payment", "{Method} to {Host} failed; attempt {Attempt} follows in {Delay} ms")]
    public async Task A_log_record_of_an_order_carries_a_span_of_its_trace(string fault, string service, string template)
    {
        var (orderId, traceId) = await fixture.System.Client.PlaceAsync(null, ("x-fault", fault));
        await fixture.System.Client.SettledAsync(orderId);
        Assert.True(await Telemetry.WaitAsync(() => Records().Any(), ExportTimeout), $"No record '{template}' of {service} is in {traceId}.");
        await AssertSpansExistAsync(Records().ToArray());

        IEnumerable<ReceivedLog> Records() =>
            Telemetry.Logs().Where(log => log.TraceId == traceId && log.Service == service && log.Template == template);
    }

    [Fact]
    public async Task A_log_record_of_a_refused_request_carries_a_span_of_its_trace()
    {
        using var response = await fixture.System.Client.SendAsync(
            HttpMethod.Post, "/orders", JsonContent.Create(ShopClient.Order()), ("x-fault", "catalog=error"));
        var traceId = response.Headers.GetValues("traceresponse").Single().Split('-')[1];
        Assert.True(await Telemetry.WaitAsync(() => Records().Any(), ExportTimeout), $"No record of the order service is in {traceId}.");
        await AssertSpansExistAsync(Records().ToArray());

        IEnumerable<ReceivedLog> Records() => Telemetry.Logs().Where(log => log.TraceId == traceId && log.Service == "order");
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("order")]
    [InlineData("catalog")]
    [InlineData("card-provider")]
    public async Task The_duration_of_requests_has_exemplars_whose_traces_exist(string service)
    {
        var (orderId, _) = await fixture.System.Client.PlaceAsync();
        Assert.Equal("paid", await fixture.System.Client.SettledAsync(orderId));
        Assert.True(await Telemetry.WaitAsync(() => Exemplars().Length > 0, MetricTimeout), $"No exemplar of {service} came.");
        var exemplars = Exemplars();
        Assert.True(
            await Telemetry.WaitAsync(() => exemplars.All(id => Telemetry.Trace(id).Count > 0), ExportTimeout),
            $"Of {string.Join(", ", exemplars.Where(id => Telemetry.Trace(id).Count == 0))} no span came.");

        string[] Exemplars() => Telemetry.Metrics()
            .Where(metric => metric.Service == service && metric.Name == "http.server.request.duration")
            .SelectMany(metric => metric.Points)
            .SelectMany(point => point.ExemplarTraceIds)
            .Distinct()
            .ToArray();
    }

    [Fact]
    public async Task Health_probes_and_idle_polls_make_no_spans()
    {
        // The relay's polls show in the count of statements alone, and every service was probed before it was called healthy.
        var polls = Statements();
        Assert.True(await Telemetry.WaitAsync(() => Statements() > polls, MetricTimeout), "The order service asked its database nothing.");
        polls = Statements();
        Assert.True(await Telemetry.WaitAsync(() => Statements() > polls, MetricTimeout), "The order service asked its database nothing more.");

        Assert.DoesNotContain(Telemetry.Spans(), span => span["url.path"]?.StartsWith("/health", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(Telemetry.Spans(), span => span.ParentSpanId is null && span.Kind is not (SpanKind.Server or SpanKind.Consumer));

        double Statements() => Telemetry.Metrics()
            .Where(metric => metric is { Service: "order", Name: "db.client.operation.duration" })
            .Select(metric => metric.Points.Sum(point => point.Value))
            .DefaultIfEmpty()
            .Max();
    }

    private async Task AssertSpansExistAsync(IReadOnlyList<ReceivedLog> records)
    {
        foreach (var record in records)
        {
            Assert.True(
                await Telemetry.WaitAsync(() => Telemetry.Trace(record.TraceId!).Any(span => span.SpanId == record.SpanId), ExportTimeout),
                $"'{record.Body}' names the span {record.SpanId}, which did not come.");
        }
    }
}
