using System.Text.Json;
using System.Text.Json.Serialization;
using TracingReference.LoadTest.Comparing;

namespace TracingReference.LoadTest.Reports;

/// <summary>How report.json is written and read; docs/report.md has the schema.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(ReportJson.VerdictConverter), typeof(ReportJson.RuleConverter)],
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    internal sealed class VerdictConverter() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    internal sealed class RuleConverter() : JsonStringEnumConverter<ClaimRule>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
}
