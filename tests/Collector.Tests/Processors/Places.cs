using System.Text.Json;
using System.Text.Json.Nodes;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>The places of requests where a text or an attribute stands, as the recorded changes name them.</summary>
internal sealed class Places
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The value at a place; null for none.</summary>
    public JsonNode? this[string place]
    {
        set
        {
            if (value is null)
            {
                _values.Remove(place);
            }
            else
            {
                _values[place] = Normal(value).ToJsonString();
            }
        }
    }

    public IEnumerable<string> Lines => _values.Select(place => $"{place.Key} = {place.Value}");

    public static Places OfTraces(JsonNode request)
    {
        var places = new Places();
        foreach (var resource in Items(request, "resourceSpans"))
        {
            places.Attributes("resource", resource["resource"]?["attributes"]);
            foreach (var scope in Items(resource, "scopeSpans"))
            {
                places.Attributes("scope", scope["scope"]?["attributes"]);
                foreach (var span in Items(scope, "spans"))
                {
                    places.Span(span);
                }
            }
        }

        return places;
    }

    public static Places OfLogsAndMetrics(IEnumerable<JsonNode> requests)
    {
        var places = new Places();
        foreach (var resource in requests.SelectMany(request => Items(request, "resourceLogs").Concat(Items(request, "resourceMetrics"))))
        {
            places.Attributes("resource", resource["resource"]?["attributes"]);
            foreach (var scope in Items(resource, "scopeLogs").Concat(Items(resource, "scopeMetrics")))
            {
                places.Attributes("scope", scope["scope"]?["attributes"]);
                foreach (var log in Items(scope, "logRecords"))
                {
                    places.Log(log);
                }

                foreach (var (metric, index) in Items(scope, "metrics").Select((metric, index) => (metric, index)))
                {
                    places.Metric($"metric {index}", metric);
                }
            }
        }

        return places;
    }

    private void Span(JsonNode span)
    {
        var where = $"span {Id(span)}";
        this[$"{where}|#name"] = Text(span["name"]);
        this[$"{where}|#traceState"] = Text(span["traceState"]);
        this[$"{where}|#status.message"] = Text(span["status"]?["message"]);
        Attributes(where, span["attributes"]);
        foreach (var kind in new[] { "event", "link" })
        {
            foreach (var (item, index) in Items(span, $"{kind}s").Select((item, index) => (item, index)))
            {
                Attributes($"{where} {kind} {index}", item["attributes"]);
                if (kind == "event")
                {
                    this[$"{where} event {index}|#name"] = Text(item["name"]);
                }
            }
        }
    }

    private void Log(JsonNode log)
    {
        var where = $"log {Id(log)}";
        this[$"{where}|#body"] = log["body"] ?? new JsonObject();
        this[$"{where}|#severityText"] = Text(log["severityText"]);
        Attributes(where, log["attributes"]);
    }

    private void Metric(string where, JsonNode metric)
    {
        this[$"{where}|#name"] = Text(metric["name"]);
        this[$"{where}|#description"] = Text(metric["description"]);
        foreach (var point in new[] { "gauge", "sum", "histogram" }.SelectMany(kind => metric[kind] is { } data ? Items(data, "dataPoints") : []))
        {
            Attributes(where, point["attributes"]);
            foreach (var exemplar in Items(point, "exemplars"))
            {
                Attributes($"{where} exemplar", exemplar["filteredAttributes"]);
            }
        }
    }

    private void Attributes(string where, JsonNode? attributes)
    {
        foreach (var attribute in attributes?.AsArray() ?? [])
        {
            this[$"{where}|{attribute!["key"]}"] = attribute["value"];
        }
    }

    private static IEnumerable<JsonNode> Items(JsonNode node, string key) => node[key]?.AsArray().Select(item => item!) ?? [];

    private static string Id(JsonNode item) => item["spanId"]!.ToString().TrimStart('0');

    private static JsonNode Text(JsonNode? node) => JsonValue.Create(node?.ToString() ?? "");

    // 1.0 and 1 are one number.
    private static JsonNode Normal(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Normal(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(item => item is null ? null : Normal(item))]),
        _ when node.GetValueKind() == JsonValueKind.Number => JsonValue.Create(node.GetValue<double>()),
        _ => node.DeepClone(),
    };
}
