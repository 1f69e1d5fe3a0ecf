using System.Text.Json;
using System.Text.Json.Serialization;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Otlp;

namespace TracingReference.LoadTest.Reports;

/// <summary>How report.json is written and read; docs/report.md has the schema.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(ReportJson.VerdictConverter), typeof(ReportJson.RuleConverter), typeof(ReportJson.KindConverter), typeof(ReportJson.StatusConverter)],
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<int>))]
[JsonSerializable(typeof(IReadOnlyList<double>))]
[JsonSerializable(typeof(SortedDictionary<string, IReadOnlyList<int>>))]
[JsonSerializable(typeof(IReadOnlyList<ExemplarSpan>))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    internal sealed class VerdictConverter() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    internal sealed class RuleConverter() : JsonStringEnumConverter<ClaimRule>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    internal sealed class KindConverter() : JsonStringEnumConverter<SpanKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    internal sealed class StatusConverter() : JsonStringEnumConverter<StatusCode>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
}
