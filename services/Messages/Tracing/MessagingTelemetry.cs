using System.Diagnostics;
using System.Diagnostics.Metrics;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Messages.Tracing;

/// <summary>Source and instruments of messaging, named by the messaging semantic conventions.</summary>
internal static class MessagingTelemetry
{
    private static readonly Meter Meter = new(Signals.MessagingSource);
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    public static ActivitySource Source { get; } = new(Signals.MessagingSource);

    public static Counter<long> Sent { get; } = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that a producer tried to send.");

    public static Counter<long> Consumed { get; } = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Messages delivered to a consumer.");

    public static Histogram<double> OperationDuration { get; } = Meter.CreateHistogram(
        "messaging.client.operation.duration", "s", "How long sending took.", tags: null, Seconds);

    public static Histogram<double> ProcessDuration { get; } = Meter.CreateHistogram(
        "messaging.process.duration", "s", "How long processing a message took.", tags: null, Seconds);

    /// <summary>
    /// Starts the span of one operation on one message. It is there even where nothing listens, as ASP.NET Core's is:
    /// context and baggage must reach the next service with the SDK off too.
    /// </summary>
    /// <param name="operation">The first word of its name; the second is the destination.</param>
    /// <param name="kind">Producer or consumer.</param>
    /// <param name="context">The context that the message comes with.</param>
    /// <param name="mode">Whether that context is the parent or a link.</param>
    /// <param name="tags">Attributes that samplers see.</param>
    public static Activity StartSpan(string operation, ActivityKind kind, MessageContext context, TraceMode mode, TagList tags)
    {
        if (context.IsForced)
        {
            tags.Add(BaggageKeys.ForceSample, "1");
        }

        var name = $"{operation} {tags.First(tag => tag.Key == "messaging.destination.name").Value}";
        var origin = context.Parent;
        var parent = mode == TraceMode.Parent ? origin : default;
        if (parent == default)
        {
            Activity.Current = null; // or a default parent would mean the current one
        }

        var span = Source.StartActivity(
            kind, parent, tags, mode == TraceMode.Link && origin != default ? [new ActivityLink(origin)] : null, name: name)
            ?? StartUnlistened(name, parent);
        foreach (var item in context.BaggageItems())
        {
            span.AddBaggage(item.Key, item.Value);
        }

        return span;
    }

    private static Activity StartUnlistened(string name, ActivityContext parent)
    {
        var span = new Activity(name);
        if (parent != default)
        {
            span.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
            span.TraceStateString = parent.TraceState;
        }

        return span.Start();
    }
}
