using System.Text.Json.Serialization;

namespace TracingReference.Messages;

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
