using System.Text.Json.Serialization;

namespace TracingReference.LoadTest.Budgets;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BudgetFile))]
internal sealed partial class BudgetJson : JsonSerializerContext;
