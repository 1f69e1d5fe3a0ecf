using System.Text.Json;
using System.Text.Json.Serialization;
using TracingReference.Messages.Cards;
using TracingReference.Order.Stock;

namespace TracingReference.Order.Placing;

/// <summary>The body of <c>POST /orders</c>.</summary>
internal sealed record OrderRequest(string? CustomerId, IReadOnlyList<ItemRequest?>? Items, CardRequest? Card)
{
    private const int MaxItems = 100;
    private const int MaxQuantity = 1_000;
    private const int MaxCustomerId = 64;
    private const int MaxProductId = 64;
    private const int MaxHolder = 100;

    /// <summary>What is asked for; call it on a valid request only.</summary>
    public IReadOnlyList<AskedItem> AskedItems() => Items!.Select(item => new AskedItem(item!.ProductId!, item.Quantity)).ToArray();

    /// <summary>Tells this request from another; the same however its JSON was written.</summary>
    public byte[] Fingerprint(CardCipher cipher) =>
        cipher.Fingerprint(JsonSerializer.SerializeToUtf8Bytes(this, PlacingJson.Default.OrderRequest));

    /// <summary>Says what is wrong, or null. The card's number is never repeated.</summary>
    public string? Validate()
    {
        if (!IsText(CustomerId, MaxCustomerId))
        {
            return $"customerId must be a text of 1 to {MaxCustomerId} characters, without control characters.";
        }

        if (Items is not { Count: >= 1 and <= MaxItems })
        {
            return $"items must list 1 to {MaxItems} products.";
        }

        for (var index = 0; index < Items.Count; index++)
        {
            if (!IsText(Items[index]?.ProductId, MaxProductId))
            {
                return $"items[{index}].productId must be a text of 1 to {MaxProductId} characters, without control characters.";
            }

            if (Items[index]!.Quantity is < 1 or > MaxQuantity)
            {
                return $"items[{index}].quantity must be from 1 to {MaxQuantity}.";
            }
        }

        if (Items.DistinctBy(item => item!.ProductId).Count() != Items.Count)
        {
            return "items must name each product once.";
        }

        if (Card?.Number is not { Length: >= 12 and <= 19 } number || !number.All(char.IsAsciiDigit))
        {
            return "card.number must be 12 to 19 digits.";
        }

        return IsText(Card.Holder, MaxHolder) ? null : $"card.holder must be a text of 1 to {MaxHolder} characters, without control characters.";
    }

    private static bool IsText(string? text, int maxLength) =>
        text is { Length: > 0 } && text.Length <= maxLength && !text.Any(char.IsControl);
}

internal sealed record ItemRequest(string? ProductId, int Quantity);

internal sealed record CardRequest(string? Number, string? Holder)
{
    /// <summary>Says nothing, so that no log or exception can repeat a number by accident.</summary>
    public override string ToString() => "Card";
}

/// <summary>The answer to an accepted order.</summary>
internal sealed record OrderAccepted(string OrderId, string Status, string TraceId);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(OrderAccepted))]
internal sealed partial class PlacingJson : JsonSerializerContext;
