using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.Canaries;

/// <summary>A request that has another canary in every place where a string can stand, as the schema has it, so that one that leaves tells where it was.</summary>
/// <param name="canary">What stands at a place, by its name and by a number that is its own.</param>
/// <param name="header">An attribute's key; its value, a canary in a list as OpenTelemetry has headers, is a place too.</param>
internal sealed class PlacedCanaries(Func<string, int, string> canary, string header)
{
    private readonly List<string> _places = [];

    /// <summary>What an attribute may have a text in.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["attribute value", "attribute key", "nested value", "nested key", "bytes", "header", "nested header"];

    /// <summary>The places by their numbers; resources and scopes of all signals, and points of all kinds, are the same.</summary>
    public IReadOnlyList<string> Places => _places;

    public byte[] Request(Signal signal)
    {
        using var writer = new WireWriter();
        var (resource, scope) = (writer.Begin(1), writer.Begin(2));
        Nested(writer, 1, OtlpSchema.Scope, "scope");
        foreach (var variant in Variants(signal))
        {
            var item = writer.Begin(2);
            Write(writer, OtlpSchema.Item(signal), OtlpSchema.Item(signal).Name, variant);
            writer.End(item);
        }

        writer.String(3, Next("scope's schema URL"));
        writer.End(scope);
        Nested(writer, 1, OtlpSchema.Resource, "resource");
        writer.String(3, Next("resource's schema URL"));
        writer.End(resource);
        return writer.Written.ToArray();
    }

    // A metric has one kind of points; a log's body is a text or a map.
    private static List<Field?> Variants(Signal signal) => signal switch
    {
        Signal.Metrics => [.. OtlpSchema.Metric.Fields.Where(field => field.Kind == FieldKind.Message)],
        Signal.Logs => new() { null, OtlpSchema.LogRecord.Fields.Single(field => field.Kind == FieldKind.Value) },
        _ => new() { null },
    };

    private void Nested(WireWriter writer, int number, MessageType type, string path)
    {
        var start = writer.Begin(number);
        Write(writer, type, path, null);
        writer.End(start);
    }

    private void Write(WireWriter writer, MessageType type, string path, Field? variant)
    {
        foreach (var field in type.Fields)
        {
            var place = $"{path} {field.Name}";
            switch (field.Kind)
            {
                case FieldKind.String:
                    writer.String(field.Number, Next(place));
                    break;
                case FieldKind.Attributes:
                    Attributes(path).Write(writer, field.Number);
                    break;
                case FieldKind.Value when variant is null:
                    Value(writer, field.Number, AnyValue.Of(Next(place)));
                    break;
                case FieldKind.Value:
                    Value(writer, field.Number, AnyValue.Of(Attributes(place)));
                    break;
                case FieldKind.Message when type != OtlpSchema.Metric || field == variant:
                    Nested(writer, field.Number, field.Type!, type == OtlpSchema.Metric ? $"{path} point" : field.Name is "dataPoints" ? path : place);
                    break;
            }
        }
    }

    private AttributeList Attributes(string path)
    {
        var map = new AttributeList();
        map.Add(Next($"{path} nested key"), AnyValue.Of("v"));
        map.Add("text", AnyValue.Of(Next($"{path} nested value")));
        map.Add(header, AnyValue.Of(Next($"{path} nested header")));
        var attributes = new AttributeList();
        attributes.Add(Next($"{path} attribute key"), AnyValue.Of("v"));
        attributes.Add("text", AnyValue.Of(Next($"{path} attribute value")));
        attributes.Add("bytes", AnyValue.OfBytes(Encoding.UTF8.GetBytes(Next($"{path} bytes"))));
        attributes.Add("list", AnyValue.Of([AnyValue.Of(map), AnyValue.Of(Next($"{path} nested value"))]));
        attributes.Add(header, AnyValue.Of([AnyValue.Of(Next($"{path} header"))]));
        return attributes;
    }

    private static void Value(WireWriter writer, int number, AnyValue value)
    {
        var start = writer.Begin(number);
        value.Write(writer);
        writer.End(start);
    }

    private string Next(string place)
    {
        _places.Add(place);
        return canary(place, _places.Count - 1);
    }
}
