using System.Globalization;
using System.Text.Json.Nodes;

namespace TracingReference.Collector.Tests.Connectors;

/// <summary>A data point in the form of the recorded ones.</summary>
/// <param name="Key">Its metric, resource and attributes.</param>
/// <param name="Values">Everything else, by name; numbers as text that reads back the same.</param>
internal sealed record MetricPoint(string Key, SortedDictionary<string, string> Values)
{
    private static readonly string[] Kinds = ["sum", "gauge", "histogram", "exponentialHistogram"];
    private static readonly string[] Fields = ["asInt", "asDouble", "count", "sum", "min", "max", "bucketCounts", "explicitBounds", "scale", "zeroCount", "positive"];

    public static IReadOnlyList<MetricPoint> OfRequest(JsonNode request) =>
    [
        .. from resource in request["resourceMetrics"]!.AsArray()
           from scope in resource["scopeMetrics"]!.AsArray()
           from metric in scope["metrics"]!.AsArray()
           let kind = Kinds.First(kind => metric[kind] is not null)
           from point in metric[kind]!["dataPoints"]?.AsArray() ?? []
           select Create(metric["name"]!, metric["unit"]?.ToString() ?? "", kind, metric[kind]!["aggregationTemporality"], metric[kind]!["isMonotonic"],
               Attributes(resource["resource"]?["attributes"]), Attributes(point["attributes"]), point!),
    ];

    public static MetricPoint OfRecord(JsonNode record) => Create(record["name"]!, record["unit"]!.ToString(), record["kind"]!.ToString(),
        record["temporality"], record["monotonic"], Map(record["resource"]!), Map(record["attributes"]!), record);

    private static MetricPoint Create(JsonNode name, string unit, string kind, JsonNode? temporality, JsonNode? monotonic, string resource, string attributes, JsonNode point)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["unit"] = unit, ["kind"] = kind, ["temporality"] = $"{temporality}", ["monotonic"] = $"{monotonic}",
        };
        foreach (var field in Fields.Where(field => point[field] is not null))
        {
            values[field] = Text(point[field]!);
        }

        return new($"{name} {resource} {attributes}", values);
    }

    private static string Text(JsonNode value) => value switch
    {
        JsonArray list => string.Join(',', list.Select(item => Text(item!))),
        JsonObject map => string.Join(';', map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={Text(member.Value!)}")),
        // Sums of durations differ in their last digits by the order of spans.
        _ => double.Parse(value.ToString(), CultureInfo.InvariantCulture).ToString("G9", CultureInfo.InvariantCulture),
    };

    private static string Attributes(JsonNode? attributes) => string.Join(' ', (attributes?.AsArray() ?? [])
        .Where(attribute => attribute!["key"]!.ToString() != "collector.instance.id")
        .Select(attribute => $"{attribute!["key"]}={attribute["value"]!.AsObject().First().Value}").Order(StringComparer.Ordinal));

    private static string Map(JsonNode map) => string.Join(' ', map.AsObject().Select(member => $"{member.Key}={member.Value}").Order(StringComparer.Ordinal));
}
