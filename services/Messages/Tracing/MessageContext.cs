using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Messages.Tracing;

/// <summary>
/// A trace context at rest: what an outbox row stores and what a message's headers carry, in W3C form.
/// It exists whether or not the trace is sampled, so that a trace stays whole or absent.
/// </summary>
/// <param name="TraceParent">W3C traceparent; null where there was no trace.</param>
/// <param name="TraceState">W3C tracestate.</param>
/// <param name="Baggage">W3C baggage.</param>
public sealed record MessageContext(string? TraceParent, string? TraceState, string? Baggage)
{
    /// <summary>No trace.</summary>
    public static MessageContext None { get; } = new(null, null, null);

    /// <summary>The span that a message belongs to, as a remote parent.</summary>
    public ActivityContext Parent =>
        ActivityContext.TryParse(TraceParent, TraceState, isRemote: true, out var context) ? context : default;

    /// <summary>Takes the context of a span.</summary>
    public static MessageContext Of(Activity? span)
    {
        string? parent = null, state = null, baggage = null;
        DistributedContextPropagator.Current.Inject(span, null, (_, name, value) => _ = name switch
        {
            "traceparent" => parent = value,
            "tracestate" => state = value,
            "baggage" => baggage = value,
            _ => null,
        });
        return new MessageContext(parent, state, baggage);
    }

    /// <summary>Takes what a message carries of its publish span's context.</summary>
    /// <param name="span">The publish span.</param>
    /// <param name="propagateUnsampled">Whether a span that is not sampled hands on its context as well, or nothing at all.</param>
    internal static MessageContext Sent(Activity span, bool propagateUnsampled) => propagateUnsampled || span.Recorded ? Of(span) : None;

    /// <summary>Reads a message's headers. Headers that are not UTF-8 text are as good as absent.</summary>
    internal static MessageContext Of(Headers? headers)
    {
        return new MessageContext(Read("traceparent"), Read("tracestate"), Read("baggage"));

        string? Read(string name) =>
            headers is not null && headers.TryGetLastBytes(name, out var bytes) && bytes is not null ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>Writes the headers of a message.</summary>
    internal void WriteTo(Headers headers)
    {
        Write("traceparent", TraceParent);
        Write("tracestate", TraceState);
        Write("baggage", Baggage);

        void Write(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                headers.Add(name, Encoding.UTF8.GetBytes(value));
            }
        }
    }

    /// <summary>The items of the baggage.</summary>
    public IEnumerable<KeyValuePair<string, string?>> BaggageItems() =>
        string.IsNullOrEmpty(Baggage)
            ? []
            : DistributedContextPropagator.Current.ExtractBaggage(this, Get) ?? [];

    /// <summary>Whether this trace must be kept.</summary>
    public bool IsForced => BaggageItems().Any(item => item is { Key: BaggageKeys.ForceSample, Value: "1" });

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        value = name == "baggage" ? ((MessageContext)carrier!).Baggage : null;
        values = null;
    }
}
