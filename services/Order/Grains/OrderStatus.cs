using System.Text.Json.Serialization;

namespace TracingReference.Order.Grains;

/// <summary>Where an order stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("paid")]
    Paid,

    /// <summary>The card was declined.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>The payment could not be made.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
