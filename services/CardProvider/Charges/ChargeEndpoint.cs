using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TracingReference.Defaults.Faults;

namespace TracingReference.CardProvider.Charges;

/// <summary><c>POST /charges</c>, with an <c>Idempotency-Key</c>: one key is charged once, however often it is sent.</summary>
internal static class ChargeEndpoint
{
    public static void AddCharges(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChargeLedger>();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ChargeJson.Default));
    }

    public static void MapCharges(this WebApplication app) => app.MapPost("/charges", ChargeAsync);

    private static async Task<Results<Ok<Charge>, ProblemHttpResult>> ChargeAsync(
        ChargeRequest request,
        [FromHeader(Name = "Idempotency-Key")] string key,
        ChargeLedger ledger,
        FaultSwitch faults,
        IConfiguration configuration,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request is not { AmountCents: > 0, Card: { Number.Length: >= 12 and <= 19, Holder.Length: > 0 } })
        {
            return TypedResults.Problem("amountCents, card.number and card.holder must be set.", statusCode: StatusCodes.Status400BadRequest);
        }

        var plan = faults.Current;
        var latency = configuration.GetValue("CardProvider:Latency", TimeSpan.FromMilliseconds(10));

        // A caller that gives up cancels this wait, and is then not charged.
        await Task.Delay(latency + plan.PaymentDelay, time, cancellationToken);
        return plan.PaymentFails
            ? TypedResults.Problem("The provider fails because x-fault asked it to.", statusCode: StatusCodes.Status500InternalServerError)
            : TypedResults.Ok(ledger.Charge(key, declines: plan.PaymentDeclines));
    }
}
