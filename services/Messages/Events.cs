using System.Text.Json.Serialization;

namespace TracingReference.Messages;

/// <summary>An order was accepted and waits for its payment.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">Who ordered.</param>
/// <param name="TotalCents">What is to be charged, in cents.</param>
/// <param name="Card">The card, encrypted by <see cref="Cards.CardCipher"/>.</param>
public sealed record OrderPlaced(string OrderId, string CustomerId, long TotalCents, string Card);

/// <summary>A payment came to its end.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record PaymentSettled(string OrderId, PaymentOutcome Outcome);

/// <summary>How a payment ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentOutcome>))]
public enum PaymentOutcome
{
    /// <summary>The card was charged.</summary>
    Paid,

    /// <summary>The card was declined.</summary>
    Rejected,

    /// <summary>No answer of the provider came in time. It may know the charge all the same; the order's id is its idempotency key there.</summary>
    Failed,
}

/// <summary>How events are written: JSON in camelCase.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(PaymentSettled))]
[JsonSerializable(typeof(Cards.Card))]
public sealed partial class EventJson : JsonSerializerContext;
