using System.Diagnostics;

namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>
/// Joins a caller's trace in any of the configured formats, and writes W3C only. It sits where ASP.NET Core
/// extracts, and lists every header that it reads in <see cref="Fields"/>: YARP removes those from what it
/// forwards, so a client's <c>b3</c> cannot overtake the gateway's <c>traceparent</c> and tear the trace.
/// </summary>
public sealed class ShopPropagator : DistributedContextPropagator
{
    /// <summary>The names that <c>OTEL_PROPAGATORS</c> may list, in the order in which headers are believed.</summary>
    private static readonly string[] Known = ["tracecontext", "baggage", "b3", "b3multi", "jaeger"];

    private readonly DistributedContextPropagator w3c = CreateW3CPropagator();
    private readonly IContextFormat[] formats;
    private readonly bool readsBaggage;
    private readonly EdgePolicy? edge;

    /// <param name="names">Names of formats, comma-separated, as <c>OTEL_PROPAGATORS</c> lists them; <c>none</c> joins nothing.</param>
    /// <param name="edge">Set where clients are strangers: what they may say beyond their trace.</param>
    /// <exception cref="InvalidOperationException">A name is unknown.</exception>
    public ShopPropagator(string names, EdgePolicy? edge)
    {
        var asked = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name != "none").ToArray();
        if (asked.Except(Known).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOperationException(
                $"OTEL_PROPAGATORS names '{unknown}'; it may list {string.Join(", ", Known)}, or be none.");
        }

        this.edge = edge;
        readsBaggage = asked.Contains("baggage");
        formats = Known.Where(asked.Contains).Select(Create).OfType<IContextFormat>().ToArray();

        // All that is known, read or not: a header that is not read must not pass through either.
        Fields = Known.Select(Create).OfType<IContextFormat>().SelectMany(format => format.Fields)
            .Concat(["baggage", EdgePolicy.ForceHeader]).ToArray();
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Fields { get; }

    /// <inheritdoc/>
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        w3c.Inject(activity, carrier, setter);

    /// <inheritdoc/>
    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        (traceId, traceState) = (null, null);
        if (getter is null)
        {
            return;
        }

        var headers = new HeaderReader(carrier, getter);
        var context = Read(headers);
        (traceId, traceState) = (context.TraceParent, context.TraceState);
        RemoteDecision.Set(IsForced(headers) ? RemoteSampling.Forced : context.Sampling);
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter)
    {
        var baggage = readsBaggage ? w3c.ExtractBaggage(carrier, getter) : null;
        if (edge is null || getter is null)
        {
            return baggage;
        }

        var trusted = (baggage ?? []).Where(item => item.Key is not (BaggageKeys.Fault or BaggageKeys.ForceSample));
        return edge.Forces(new HeaderReader(carrier, getter)[EdgePolicy.ForceHeader])
            ? trusted.Append(new(BaggageKeys.ForceSample, "1"))
            : trusted;
    }

    private RemoteContext Read(HeaderReader headers)
    {
        RemoteContext? decisionOnly = null;
        foreach (var format in formats)
        {
            if (format.Read(headers) is { } context)
            {
                if (context.TraceParent is not null)
                {
                    return context;
                }

                decisionOnly ??= context;
            }
        }

        return decisionOnly ?? default;
    }

    private bool IsForced(HeaderReader headers)
    {
        if (edge is not null)
        {
            return edge.Forces(headers[EdgePolicy.ForceHeader]);
        }

        // The usual request carries no baggage; only one that does pays for parsing it here and again later.
        return headers["baggage"] is { } text
            && text.Contains(BaggageKeys.ForceSample, StringComparison.Ordinal)
            && w3c.ExtractBaggage(headers, Get)?.Any(item => item is { Key: BaggageKeys.ForceSample, Value: "1" }) == true;

        static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
        {
            value = ((HeaderReader)carrier!)[name];
            values = null;
        }
    }

    private IContextFormat? Create(string name) => name switch
    {
        "tracecontext" => new W3CFormat(w3c),
        "b3" => new B3SingleFormat(),
        "b3multi" => new B3MultiFormat(),
        "jaeger" => new JaegerFormat(),
        _ => null,
    };
}
