using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Sampling;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>A trace that lacks anything of its shape is torn, and the kind of tear is told.</summary>
public sealed class TearTests
{
    private readonly SimulatedShop shop = new(1);

    [Fact]
    public void A_trace_of_every_stratum_is_whole() =>
        Assert.All(shop.Truth([.. SamplingMix.Tail, .. SamplingMix.Head], 100), entry => Assert.Empty(Tear.Of(entry, shop.Trace(entry))));

    [Fact]
    public void Any_span_of_an_order_that_is_missing_tears_its_trace()
    {
        var (entry, trace) = Order();
        Assert.All(trace, missing => Assert.NotEmpty(Tear.Of(entry, [.. trace.Where(span => span != missing)])));
    }

    [Fact]
    public void A_missing_consumer_is_told_from_another_part()
    {
        var (entry, trace) = Order();
        Assert.Equal([Tear.MissingConsumer], Kinds(entry, trace, without: span => span.Service == "payment" || span.Service == "card-provider" || span.Name is "process payments" or "IOrderGrain/Settle"));
        Assert.Equal([Tear.MissingParent, Tear.MissingPart], Kinds(entry, trace, without: span => span.Service == "catalog" || span.Name == "publish orders"));
    }

    [Fact]
    public void A_trace_has_one_root()
    {
        var (entry, trace) = Order();
        Assert.Equal([Tear.SeveralRoots], Tear.Of(entry, [.. trace, trace[0] with { SpanId = "another" }]).Select(tear => tear.Kind));
        Assert.Contains(Tear.NoRoot, Kinds(entry, trace, without: span => span.ParentSpanId is null));
    }

    [Fact]
    public void The_consumers_part_is_asked_for_only_once_the_order_is_settled()
    {
        var (entry, trace) = Order();
        KeptSpan[] before = [.. trace.TakeWhile(span => span.Kind != SpanKind.Producer)];
        Assert.Empty(Tear.Of(entry with { Outcome = "pending" }, before));
        Assert.NotEmpty(Tear.Of(entry, before));
    }

    private (TruthEntry Entry, IReadOnlyList<KeptSpan> Trace) Order()
    {
        var entry = shop.Truth(SamplingMix.Orders, 1)[0];
        return (entry, shop.Trace(entry));
    }

    private static string[] Kinds(TruthEntry entry, IReadOnlyList<KeptSpan> trace, Func<KeptSpan, bool> without) =>
        [.. Tear.Of(entry, [.. trace.Where(span => !without(span))]).Select(tear => tear.Kind).Distinct().Order()];
}
