using System.Text.Json.Serialization;

namespace TracingReference.Catalog.Reservations;

internal sealed record ReservationRequest(string? OrderId, IReadOnlyList<ItemRequest>? Items);

internal sealed record ItemRequest(string? ProductId, int Quantity);

/// <summary>What was reserved, at the price of that moment.</summary>
internal sealed record Reservation(string OrderId, IReadOnlyList<ReservedItem> Items);

internal sealed record ReservedItem(string ProductId, int Quantity, long PriceCents);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReservationRequest))]
[JsonSerializable(typeof(Reservation))]
internal sealed partial class ReservationJson : JsonSerializerContext;
