using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using TracingReference.Defaults.Telemetry;
using TracingReference.Defaults.Telemetry.Propagation;
using TracingReference.Messages.Tracing;

namespace TracingReference.Messages.Tests;

/// <summary>The context of a message, with nobody listening: as with the SDK off, or in a trace that is not sampled.</summary>
public sealed class MessageSpanTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    private static readonly TagList Tags = new() { { "messaging.destination.name", "orders" } };

    public MessageSpanTests() => DistributedContextPropagator.Current = new ShopPropagator("tracecontext,baggage", edge: null);

    [Fact]
    public void Context_and_baggage_go_on_though_nobody_listens()
    {
        var context = new MessageContext(TraceParent, "vendor=1", "fault=payment%3Derror");
        using var span = MessagingTelemetry.StartSpan("publish", ActivityKind.Producer, context, TraceMode.Parent, Tags);
        var headers = new Headers();
        MessageContext.Of(span).WriteTo(headers);
        var received = MessageContext.Of(headers);

        Assert.Equal("publish orders", span.OperationName);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", received.Parent.TraceId.ToHexString());
        Assert.Equal(span.SpanId, received.Parent.SpanId);
        Assert.Equal(ActivityTraceFlags.None, received.Parent.TraceFlags);
        Assert.Equal("vendor=1", received.TraceState);
        Assert.Equal([new(BaggageKeys.Fault, "payment=error")], received.BaggageItems());
    }

    [Theory]
    [InlineData("00", true, true)]
    [InlineData("00", false, false)]
    [InlineData("01", true, true)]
    [InlineData("01", false, true)]
    public void A_message_of_an_unsampled_trace_has_context_unless_the_trap_is_set(string flags, bool propagateUnsampled, bool expected)
    {
        var context = new MessageContext(TraceParent[..^2] + flags, null, "fault=payment%3Derror");
        using var span = MessagingTelemetry.StartSpan("publish", ActivityKind.Producer, context, TraceMode.Parent, Tags);
        var headers = new Headers();
        MessageContext.Sent(span, propagateUnsampled).WriteTo(headers);

        Assert.Equal(expected ? 2 : 0, headers.Count);
        Assert.Equal(expected ? span.SpanId : default, MessageContext.Of(headers).Parent.SpanId);
    }

    [Fact]
    public void A_link_starts_a_trace_of_its_own_even_inside_another_span()
    {
        using var ambient = new Activity("ambient").Start();
        using var span = MessagingTelemetry.StartSpan(
            "process", ActivityKind.Consumer, new MessageContext(TraceParent, null, "fault=db%3Dslow:1"), TraceMode.Link, Tags);
        Assert.NotEqual("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToHexString());
        Assert.NotEqual(ambient.TraceId, span.TraceId);
        Assert.Equal(default, span.ParentSpanId);
        Assert.Equal("db=slow:1", span.GetBaggageItem(BaggageKeys.Fault));
    }

    [Fact]
    public void Headers_that_are_no_context_start_a_new_trace()
    {
        var headers = new Headers { { "traceparent", Encoding.UTF8.GetBytes("garbage") }, { "baggage", [0xff, 0xfe] } };
        Assert.Equal(default, MessageContext.Of(headers).Parent);
        Assert.Equal(default, MessageContext.Of((Headers?)null).Parent);
        using var span = MessagingTelemetry.StartSpan("process", ActivityKind.Consumer, MessageContext.Of(headers), TraceMode.Parent, Tags);
        Assert.Equal(default, span.ParentSpanId);
    }
}
