using System.Diagnostics;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TracingReference.LoadTest.Otlp;

namespace TracingReference.LoadTest.Tests.Otlp;

/// <summary>The counter, asked by the SDK itself and by requests of a collector's shape.</summary>
public sealed class OtlpCounterTests : IAsyncLifetime
{
    private OtlpCounter counter = null!;

    public async Task InitializeAsync() => counter = await OtlpCounter.StartAsync();

    public async Task DisposeAsync() => await counter.DisposeAsync();

    [Fact]
    public void The_sdk_s_spans_are_counted_and_its_own_count_of_them_is_read()
    {
        const int Spans = 700; // more than one batch
        using (var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("shop")).AddMeter("otel.sdk.experimental").AddOtlpExporter(Export).Build())
        {
            RecordSpans(Spans);
        }

        var count = counter.Read()["shop"];
        Assert.Equal(Spans, count.Spans);
        Assert.Equal(Spans, count.Processed);
        Assert.Equal(0, count.Dropped);
        Assert.True(count.AllBytes > count.SpanBytes, "Metrics are counted as well.");
    }

    [Fact]
    public void What_the_queue_had_no_room_for_is_read_from_the_sdk_s_own_count()
    {
        const int Spans = 5_000;
        using (var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("shop")).AddMeter("otel.sdk.experimental").AddOtlpExporter(Export).Build())
        {
            RecordSpans(Spans, queue: 16);
        }

        var count = counter.Read()["shop"];
        Assert.True(count.Dropped > 0);
        Assert.Equal(count.Processed, count.Spans);
        Assert.Equal(Spans, count.Processed + count.Dropped);
    }

    [Fact]
    public async Task The_sdk_s_counts_are_summed_over_attributes_and_processes_and_the_last_of_each_counts()
    {
        (string, string) one = ("otel.component.name", "batch/0"), other = ("otel.component.name", "batch/1");
        (string, string) full = ("error.type", "queue_full"), down = ("error.type", "already_shutdown");
        await TellAsync("a", (10, 100, [one]), (10, 40, [other]), (10, 3, [one, full]), (10, 2, [one, down]));
        await TellAsync("a", (20, 150, [one]), (20, 5, [full, one])); // attributes are a set
        await TellAsync("a", (15, 120, [one])); // overtaken
        await TellAsync("b", (12, 7, [one]));

        var count = counter.Read()["shop"];
        Assert.Equal((150 + 40 + 7, 5 + 2), (count.Processed, count.Dropped));

        async Task TellAsync(string instance, params (ulong Time, long Value, (string Key, string Value)[] Attributes)[] points) => Assert.Equal(
            HttpStatusCode.OK,
            (await OtlpRequest.SendAsync(counter.Endpoint, OtlpRequest.Processed("shop", instance, points), service: "metrics.v1.MetricsService")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bytes_are_those_on_the_wire(bool compressed)
    {
        var (bytes, _) = await OtlpRequest.SendAsync(counter.Endpoint, OtlpRequest.Spans(("shop", 500)), compressed);
        var (more, _) = await OtlpRequest.SendAsync(counter.Endpoint, OtlpRequest.Spans(("shop", 20)), compressed);

        var count = counter.Read()["shop"];
        Assert.Equal((520, bytes + more, bytes + more), (count.Spans, count.SpanBytes, count.AllBytes));
        Assert.Null(count.Processed);
    }

    [Fact]
    public async Task A_collector_s_request_is_shared_out_to_its_services_and_nothing_is_lost_by_rounding()
    {
        var (bytes, _) = await OtlpRequest.SendAsync(counter.Endpoint, OtlpRequest.Spans(("order", 100), ("payment", 1), ("order", 7), ("catalog", 50)));

        var counts = counter.Read();
        Assert.Equal([("catalog", 50L), ("order", 107L), ("payment", 1L)], counts.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Spans)));
        Assert.Equal(bytes, counts.Values.Sum(count => count.SpanBytes));
        Assert.True(counts["order"].SpanBytes > 1.9 * counts["catalog"].SpanBytes);
    }

    [Fact]
    public async Task Who_listens_gets_every_export_once_it_is_counted_and_only_then()
    {
        var heard = new List<(OtlpSignal Signal, long Counted, int Spans)>();
        await OtlpRequest.SendAsync(counter.Endpoint, OtlpRequest.Spans(("shop", 2)));
        counter.Counted += export => heard.Add((export.Signal, counter.Read()["shop"].Spans, OtlpDecoder.Spans(export.Message).Count));
        await OtlpRequest.SendAsync(counter.Endpoint, OtlpRequest.Spans(("shop", 3)));
        Assert.Equal([(OtlpSignal.Traces, 5L, 3)], heard);
    }

    [Fact]
    public async Task What_is_no_protobuf_is_refused_and_not_counted()
    {
        var (_, status) = await OtlpRequest.SendAsync(counter.Endpoint, [0x0A, 0xFF, 0x01, 0x02]);
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Empty(counter.Read());
    }

    [Fact]
    public async Task Exports_at_the_same_time_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => OtlpRequest.SendAsync(counter.Endpoint, OtlpRequest.Spans(("shop", 3)))));
        Assert.Equal(120, counter.Read()["shop"].Spans);
    }

    private void RecordSpans(int count, int queue = 2_048)
    {
        using var source = new ActivitySource($"test {Guid.NewGuid()}");
        using var tracing = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("shop"))
            .AddSource(source.Name)
            .AddOtlpExporter(options =>
            {
                Export(options);
                options.BatchExportProcessorOptions.MaxQueueSize = queue;
                options.BatchExportProcessorOptions.MaxExportBatchSize = Math.Min(512, queue);
            })
            .Build();
        for (var span = 0; span < count; span++)
        {
            source.StartActivity("work")!.Dispose();
        }
    }

    private void Export(OtlpExporterOptions options)
    {
        options.Endpoint = counter.Endpoint;
        options.Protocol = OtlpExportProtocol.Grpc;
    }
}
