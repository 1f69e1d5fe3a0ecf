using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Tests.Otlp;

namespace TracingReference.LoadTest.Tests.Overhead;

/// <summary>Of a block after the last quad two traces are kept, of requests whose spans arrived.</summary>
public sealed class ExemplarBlockTests
{
    private const string Gateway = "0000000000000001";
    private readonly ExemplarBlock block = new();

    [Fact]
    public void The_slowest_and_the_median_of_what_arrived_are_kept_whole()
    {
        Answer(1, 30);
        Answer(2, 10);
        Answer(3, 20);
        Answer(4, 900); // it was not sampled: no span of it arrives
        Answer(5, 800, status: 503); // it shows no cost of telemetry
        Receive((1, 2), (2, 1), (5, 1), (9, 7)); // and somebody else's
        Receive((3, 4), (1, 3));

        Assert.Equal(
            [
                (Id(1), "head10, after the last quad: GET /x, the slowest of 3 requests, 30.0 ms", 5, 0),
                (Id(3), "head10, after the last quad: GET /x, the median of 3 requests, 20.0 ms", 4, 0),
            ],
            block.Choose("head10").Select(trace => (trace.TraceId, trace.Shows, trace.Spans.Count, trace.SpansLeftOut)));
        Assert.All(block.Choose("head10"), trace => Assert.Null(trace.EvidenceOf));
    }

    [Fact]
    public void The_span_that_the_harness_called_is_a_root_and_others_keep_their_parents()
    {
        Answer(1, 30);
        Receive((1, 3));
        Assert.Equal([null, Gateway, "0000000000000002"], Assert.Single(block.Choose("head10")).Spans.Select(span => span.ParentId));
    }

    [Fact]
    public void One_that_left_the_only_trace_is_kept_once_and_of_none_nothing()
    {
        Answer(1, 30);
        Assert.Empty(block.Choose("tail"));
        Receive((1, 1));
        Assert.Equal(Id(1), Assert.Single(block.Choose("tail")).TraceId);
    }

    [Fact]
    public void Spans_are_bounded_and_metrics_and_logs_are_none()
    {
        Answer(1, 30);
        block.Receive(new(OtlpSignal.Metrics, 0, OtlpRequest.Traces((Id(1), 4))));
        Assert.Empty(block.Choose("head100"));
        Receive((1, 250));
        var trace = Assert.Single(block.Choose("head100"));
        Assert.Equal((ExemplarTrace.MostSpans, 50), (trace.Spans.Count, trace.SpansLeftOut));
    }

    private static string Id(int number) => $"{number:x32}";

    private void Answer(int number, int milliseconds, int status = 200) =>
        block.Note(new("GET /x", status, 200, new(Id(number), Gateway, true)), TimeSpan.FromMilliseconds(milliseconds));

    private void Receive(params (int Number, int Spans)[] traces) =>
        block.Receive(new(OtlpSignal.Traces, 0, OtlpRequest.Traces([.. traces.Select(trace => (Id(trace.Number), trace.Spans))])));
}
