using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using TracingReference.Order.Grains;

namespace TracingReference.Order.Stock;

/// <summary>Asks the catalog for stock. Both calls carry the order's id and may be repeated.</summary>
internal sealed class CatalogClient(HttpClient http)
{
    /// <exception cref="HttpRequestException">The catalog did not answer, or not as agreed.</exception>
    public async Task<StockAnswer> ReserveAsync(string orderId, IReadOnlyList<AskedItem> items, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(
            "/reservations", new ReservationRequest(orderId, items), CatalogJson.Default.ReservationRequest, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return await ReadReservedAsync(response.Content, cancellationToken);
            case HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity:
                var problem = await response.Content.ReadFromJsonAsync(CatalogJson.Default.ProblemDetails, cancellationToken);
                return new StockAnswer.Refused((int)response.StatusCode, problem?.Detail ?? "The catalog refused the order.");
            case HttpStatusCode.Gone:
                return new StockAnswer.Released();
            default:
                throw new HttpRequestException($"The catalog answered {(int)response.StatusCode}.", inner: null, response.StatusCode);
        }
    }

    /// <exception cref="HttpRequestException">The catalog did not answer, or not as agreed.</exception>
    public async Task ReleaseAsync(string orderId, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync($"/reservations/{orderId}", cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<StockAnswer.Reserved> ReadReservedAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var reservation = await content.ReadFromJsonAsync(CatalogJson.Default.Reservation, cancellationToken);
            return new StockAnswer.Reserved(reservation?.Items ?? throw new JsonException("It has no items."));
        }
        catch (Exception exception) when (exception is JsonException or OverflowException)
        {
            throw new HttpRequestException("The catalog's reservation cannot be used.", exception);
        }
    }
}

/// <summary>Pieces of a product that an order asks for.</summary>
internal sealed record AskedItem(string ProductId, int Quantity);

internal sealed record ReservationRequest(string OrderId, IReadOnlyList<AskedItem> Items);

internal sealed record Reservation(IReadOnlyList<OrderItem> Items);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReservationRequest))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class CatalogJson : JsonSerializerContext;
