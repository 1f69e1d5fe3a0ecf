namespace TracingReference.LoadTest.Otlp;

/// <summary>Kinds of span, numbered as OTLP numbers them.</summary>
public enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

/// <summary>Statuses of a span, numbered as OTLP numbers them.</summary>
public enum StatusCode
{
    Unset,
    Ok,
    Error,
}

/// <summary>A span as it arrived. Attribute values are string, bool, long, double, byte[] or a list of these.</summary>
public sealed record ReceivedSpan(
    string Service,
    string Scope,
    IReadOnlyDictionary<string, object?> Resource,
    string TraceId,
    string SpanId,
    string? ParentSpanId,
    string? TraceState,
    string Name,
    SpanKind Kind,
    DateTimeOffset Start,
    DateTimeOffset End,
    IReadOnlyDictionary<string, object?> Attributes,
    IReadOnlyList<ReceivedEvent> Events,
    IReadOnlyList<ReceivedLink> Links,
    StatusCode Status,
    string? StatusMessage)
{
    /// <summary>An attribute as text, or null.</summary>
    public string? this[string key] => Attributes.GetValueOrDefault(key) switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    public override string ToString() => $"{Service}: {Name} ({Kind}) {SpanId} < {ParentSpanId ?? "root"}";
}

public sealed record ReceivedEvent(string Name, IReadOnlyDictionary<string, object?> Attributes);

public sealed record ReceivedLink(string TraceId, string SpanId, IReadOnlyDictionary<string, object?> Attributes);
