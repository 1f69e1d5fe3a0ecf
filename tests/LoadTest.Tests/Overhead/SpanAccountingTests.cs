using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Overhead;

namespace TracingReference.LoadTest.Tests.Overhead;

public sealed class SpanAccountingTests
{
    private const string Page = """
        # TYPE otelcol_receiver_accepted_spans counter
        otelcol_receiver_accepted_spans{receiver="otlp",transport="grpc"} 1000
        otelcol_receiver_accepted_spans{receiver="otlp",transport="http"} 0
        otelcol_receiver_accepted_metric_points{receiver="otlp",transport="grpc"} 77
        otelcol_processor_tail_sampling_spans_not_kept{reason="policies"} 880
        otelcol_processor_tail_sampling_spans_not_kept{reason="late"} 10
        otelcol_processor_tail_sampling_spans_not_kept{reason="no_room"} 6
        otelcol_exporter_send_failed_spans_total{exporter="otlp/dashboard"} 4
        target_info{service_name="collector"} 1
        """;

    [Fact]
    public void Every_span_is_recorded_and_then_exported_or_dropped()
    {
        var accounts = SpanAccounting.Straight("head100", Counts(("order", new(90, 1, 2, 90, 10)), ("catalog", new(40, 1, 2, 40, 0))));
        Assert.Equal([("catalog", 40L, 0L, 40L, 0L), ("order", 100L, 10L, 90L, 0L)],
            accounts.Select(account => (account.Service, account.Recorded!.Value, account.Dropped, account.Exported, account.Missing!.Value)));
        Assert.Equal("arm head100, order: 10 spans were dropped or failed.", Assert.Single(SpanAccounting.Remarks(accounts)));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var remark = Assert.Single(SpanAccounting.Remarks(SpanAccounting.Straight("head100", Counts(("order", new(90, 1, 2, 97, 0))))));
        Assert.StartsWith("arm head100, order: 97 spans recorded, 90 arrived", remark, StringComparison.Ordinal);
        Assert.EndsWith("7 are not accounted for.", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_tells_no_count_of_its_own_is_named()
    {
        var accounts = SpanAccounting.Straight("head100", Counts(("order", new(90, 1, 2, null, 0)), ("silent", new(0, 0, 2, null, 0))));
        Assert.Null(accounts[0].Missing);
        Assert.Equal("arm head100, order: 90 spans arrived, and the SDK told of none.", Assert.Single(SpanAccounting.Remarks(accounts)));
    }

    [Fact]
    public void Through_a_collector_there_are_two_accounts()
    {
        var accounts = SpanAccounting.ThroughCollector("tail", Counts(("order", new(70, 1, 2, 600, 5)), ("catalog", new(30, 1, 2, 400, 0))), new(Page));
        Assert.Equal((1_005, 5, 1_000, 0), (accounts[0].Recorded, accounts[0].Dropped, accounts[0].Exported, accounts[0].Missing));
        Assert.Equal((1_000, 10, 890, 100, 0), (accounts[1].Recorded, accounts[1].Dropped, accounts[1].SampledOut, accounts[1].Exported, accounts[1].Missing));
        Assert.Equal(("all", "collector"), (accounts[0].Service, accounts[1].Service));
    }

    private static Dictionary<string, TelemetryCount> Counts(params (string Service, TelemetryCount Count)[] counts) => counts.ToDictionary(count => count.Service, count => count.Count);
}
