using System.Text.RegularExpressions;
using TracingReference.LoadTest.Otlp;
using TracingReference.SystemTests.Otlp;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests.Conventions;

/// <summary>Holds spans, metrics and resources against the semantic conventions.</summary>
public sealed partial class ConventionChecker(ConventionRegistry registry)
{
    private static readonly string[] RequiredOfResource =
    [
        "service.name", "service.namespace", "service.instance.id", "telemetry.sdk.language", "telemetry.sdk.name", "telemetry.sdk.version",
    ];

    /// <summary>Which kind of span a source emits, by kind; sources of business spans have none.</summary>
    private static readonly Dictionary<(string Scope, SpanKind Kind), string> Conventions = new()
    {
        [("Microsoft.AspNetCore", SpanKind.Server)] = "span.http.server",
        [("System.Net.Http", SpanKind.Client)] = "span.http.client",
        [("Npgsql", SpanKind.Client)] = "span.db.postgresql.client",
        [("TracingReference.Messaging", SpanKind.Producer)] = "span.messaging.kafka.send.producer",
        [("TracingReference.Messaging", SpanKind.Consumer)] = "span.messaging.kafka.process.consumer",
        [("Microsoft.Orleans.Application", SpanKind.Client)] = "span.rpc.call.client",
        [("Microsoft.Orleans.Application", SpanKind.Server)] = "span.rpc.call.server",
    };

    /// <summary>Sources whose spans must be of a kind that the table above knows.</summary>
    private static readonly HashSet<string> Instrumented = Conventions.Keys.Select(key => key.Scope).ToHashSet();

    /// <summary>Fails unless all that was received keeps to the conventions, but for what <see cref="AcceptedDeviations"/> names.</summary>
    public static void AssertKept(OtlpReceiver telemetry)
    {
        var checker = new ConventionChecker(ConventionRegistry.Load());
        var (spans, metrics) = (telemetry.Spans(), telemetry.Metrics());
        var unexplained = spans.SelectMany(checker.Check)
            .Concat(metrics.SelectMany(checker.Check))
            .Concat(spans.Select(span => span.Resource).Concat(metrics.Select(metric => metric.Resource)).Distinct().SelectMany(checker.CheckResource))
            .DistinctBy(violation => (violation.Source, violation.Key))
            .Where(violation => !AcceptedDeviations.Rows.Any(row => row.Source == violation.Source && row.Key == violation.Key))
            .Select(violation => violation.ToString())
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.True(unexplained.Length == 0, string.Join('\n', unexplained));
    }

    public IEnumerable<Violation> Check(ReceivedSpan span)
    {
        foreach (var violation in Attributes(span.Scope, span.Attributes)
            .Concat(span.Events.SelectMany(received => Attributes(span.Scope, received.Attributes)))
            .Concat(span.Links.SelectMany(link => Attributes(span.Scope, link.Attributes)))
            .Concat(Status(span)))
        {
            yield return violation;
        }

        if (!Conventions.TryGetValue((span.Scope, span.Kind), out var id))
        {
            if (Instrumented.Contains(span.Scope))
            {
                yield return new Violation(span.Scope, "kind", $"'{span.Name}' is {span.Kind}");
            }

            yield break;
        }

        var rule = registry.Spans[id];
        foreach (var key in rule.Required.Where(key => !span.Attributes.ContainsKey(key)))
        {
            yield return new Violation(span.Scope, key, $"required of {id}, missing on '{span.Name}'");
        }

        foreach (var (key, value) in rule.Fixed.Where(pair => span[pair.Key] != pair.Value))
        {
            yield return new Violation(span.Scope, key, $"must be {value} on {id}, is {span[key] ?? "missing"} on '{span.Name}'");
        }

        if (NameOf(id, span) is { } name && name != span.Name)
        {
            yield return new Violation(span.Scope, "name", $"'{span.Name}' should be '{name}'");
        }

        if (Conditional(id, span).FirstOrDefault(key => !span.Attributes.ContainsKey(key)) is { } missing)
        {
            yield return new Violation(span.Scope, missing, $"its condition holds on '{span.Name}', yet it is missing");
        }
    }

    public IEnumerable<Violation> Check(ReceivedMetric metric)
    {
        if (registry.GoneMetrics.TryGetValue(metric.Name, out var replacement))
        {
            yield return new Violation(metric.Scope, metric.Name, $"gone, use {replacement}");
        }
        else if (registry.Metrics.TryGetValue(metric.Name, out var rule))
        {
            if (!IsOfInstrument(metric.Type, rule.Instrument))
            {
                yield return new Violation(metric.Scope, metric.Name, $"is a {metric.Type}, should be a {rule.Instrument}");
            }

            if (metric.Unit != rule.Unit)
            {
                yield return new Violation(metric.Scope, metric.Name, $"has the unit '{metric.Unit}', should have '{rule.Unit}'");
            }

            foreach (var key in rule.Required.Where(key => metric.Points.Any(point => !point.Attributes.ContainsKey(key))))
            {
                yield return new Violation(metric.Scope, key, $"required of {metric.Name}");
            }
        }
        else if (NameFault(metric.Name) is { } fault)
        {
            yield return new Violation(metric.Scope, metric.Name, fault);
        }

        foreach (var violation in metric.Points.SelectMany(point => Attributes(metric.Scope, point.Attributes)).Distinct())
        {
            yield return violation;
        }
    }

    /// <summary>Checks the resource that all signals of a service carry.</summary>
    public IEnumerable<Violation> CheckResource(IReadOnlyDictionary<string, object?> resource) =>
        Attributes("resource", resource).Concat(RequiredOfResource
            .Where(key => !resource.ContainsKey(key))
            .Select(key => new Violation("resource", key, "required, missing")));

    private IEnumerable<Violation> Attributes(string source, IReadOnlyDictionary<string, object?> attributes)
    {
        foreach (var (key, value) in attributes)
        {
            if (registry.IsGone(key, out var replacement))
            {
                yield return new Violation(source, key, $"gone, use {replacement ?? "nothing"}");
            }
            else if (registry.Attribute(key) is not { } rule)
            {
                if (NameFault(key) is { } fault)
                {
                    yield return new Violation(source, key, fault);
                }
            }
            else if (rule.Deprecated is not null)
            {
                yield return new Violation(source, key, $"deprecated, use {rule.Deprecated}");
            }
            else if (!rule.Accepts(value))
            {
                yield return new Violation(source, key, $"is a {value?.GetType().Name ?? "null"}, should be {rule.Type}");
            }
        }
    }

    private static IEnumerable<Violation> Status(ReceivedSpan span)
    {
        if (span.Status == StatusCode.Ok)
        {
            yield return new Violation(span.Scope, "status", "Ok is not for instrumentation to say");
        }

        if ((span.Status == StatusCode.Error) != span.Attributes.ContainsKey("error.type"))
        {
            yield return new Violation(span.Scope, "error.type", $"status {span.Status} {(span.Status == StatusCode.Error ? "without" : "with")} it on '{span.Name}'");
        }
    }

    private string? NameFault(string name)
    {
        if (registry.Namespaces.Contains(name.Split('.')[0]) && name.Contains('.', StringComparison.Ordinal))
        {
            return "unknown name in a namespace of the conventions";
        }

        return NameForm().IsMatch(name) ? null : "not lower case words with dots and underscores";
    }

    private static string? NameOf(string id, ReceivedSpan span) => id switch
    {
        "span.http.server" => span["http.route"] is { } route ? $"{Method(span)} {route}" : Method(span),
        "span.http.client" => Method(span),
        "span.db.postgresql.client" => span["db.query.summary"] ?? span["db.namespace"],
        "span.messaging.kafka.send.producer" or "span.messaging.kafka.process.consumer" =>
            $"{span["messaging.operation.name"]} {span["messaging.destination.name"]}",
        "span.rpc.call.client" or "span.rpc.call.server" => span["rpc.method"],
        _ => null,
    };

    private static string Method(ReceivedSpan span) => span["http.request.method"] is { } method and not "_OTHER" ? method : "HTTP";

    /// <summary>Conditionally required attributes whose condition a test can decide.</summary>
    private static IEnumerable<string> Conditional(string id, ReceivedSpan span) => id switch
    {
        "span.http.server" => span.Attributes.ContainsKey("server.address") ? ["server.port", "http.response.status_code"] : ["http.response.status_code"],
        "span.http.client" => span.Status == StatusCode.Error ? [] : ["http.response.status_code"],
        "span.db.postgresql.client" => ["db.namespace", "server.port"],
        "span.messaging.kafka.send.producer" => ["messaging.destination.name", "messaging.operation.type"],
        "span.messaging.kafka.process.consumer" => ["messaging.destination.name", "messaging.operation.type", "messaging.consumer.group.name"],
        _ => [],
    };

    private static bool IsOfInstrument(string type, string instrument) => instrument switch
    {
        "counter" or "updowncounter" => type == "sum",
        "histogram" => type is "histogram" or "exponential_histogram",
        _ => type == instrument,
    };

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*(\\.[a-z][a-z0-9]*(_[a-z0-9]+)*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
