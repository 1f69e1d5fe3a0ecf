using System.Text.Json.Serialization;

namespace TracingReference.CardProvider.Charges;

internal sealed record ChargeRequest(long AmountCents, CardDetails? Card);

internal sealed record CardDetails(string? Number, string? Holder);

/// <summary>The provider's answer; <paramref name="Status"/> is <c>captured</c> or <c>declined</c>.</summary>
internal sealed record Charge(string ChargeId, string Status);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChargeRequest))]
[JsonSerializable(typeof(Charge))]
internal sealed partial class ChargeJson : JsonSerializerContext;
