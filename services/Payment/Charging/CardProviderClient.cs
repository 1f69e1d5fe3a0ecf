using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Polly.Timeout;
using TracingReference.Messages.Cards;

namespace TracingReference.Payment.Charging;

/// <summary>Asks the card provider. The order's id is the idempotency key, so attempts and redeliveries charge once.</summary>
internal sealed partial class CardProviderClient(HttpClient http, ILogger<CardProviderClient> logger)
{
    /// <returns>The provider's answer, or null where all attempts failed.</returns>
    public async Task<ProviderCharge?> ChargeAsync(string orderId, long amountCents, Card card, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/charges")
        {
            Headers = { { "Idempotency-Key", orderId } },
            Content = JsonContent.Create(new ProviderRequest(amountCents, card), ProviderJson.Default.ProviderRequest),
        };

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadFromJsonAsync(ProviderJson.Default.ProviderCharge, cancellationToken);
            }

            LogGaveUp(orderId, $"status {(int)response.StatusCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or JsonException)
        {
            LogGaveUp(orderId, exception.Message);
        }

        return null;
    }

    [LoggerMessage(LogLevel.Warning, "The card provider did not charge order {OrderId}: {Reason}")]
    private partial void LogGaveUp(string orderId, string reason);
}

internal sealed record ProviderRequest(long AmountCents, Card Card);

/// <summary>The provider's answer; status is <c>captured</c> or <c>declined</c>.</summary>
internal sealed record ProviderCharge(string ChargeId, string Status);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProviderRequest))]
[JsonSerializable(typeof(ProviderCharge))]
internal sealed partial class ProviderJson : JsonSerializerContext;
