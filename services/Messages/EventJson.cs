using System.Text.Json.Serialization;

namespace TracingReference.Messages;

/// <summary>How events are written: JSON in camelCase.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(PaymentSettled))]
[JsonSerializable(typeof(Cards.Card))]
public sealed partial class EventJson : JsonSerializerContext;
