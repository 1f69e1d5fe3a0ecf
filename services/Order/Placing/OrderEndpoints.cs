using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TracingReference.Messages.Cards;
using TracingReference.Defaults.Faults;
using TracingReference.Order.Grains;
using TracingReference.Order.Idempotency;

namespace TracingReference.Order.Placing;

/// <summary><c>POST /orders</c> and <c>GET /orders/{id}</c>.</summary>
internal static class OrderEndpoints
{
    private const int MaxKeyLength = 255;

    public static void AddPlacing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OrderPlacement>();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, PlacingJson.Default);
            options.SerializerOptions.TypeInfoResolverChain.Insert(1, OrderJson.Default);
        });
    }

    public static void MapOrders(this WebApplication app)
    {
        var faults = app.Services.GetRequiredService<FaultSwitch>();
        var orders = app.MapGroup("").AddEndpointFilter(async (context, next) =>
        {
            using var kept = faults.Keep();
            return await next(context);
        });
        orders.MapPost("/orders", PlaceAsync);
        orders.MapGet("/orders/{id}", GetAsync);
    }

    private static async Task<IResult> PlaceAsync(
        OrderRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        OrderPlacement placement,
        IdempotencyKeys keys,
        CardCipher cipher,
        CancellationToken cancellationToken)
    {
        if (request.Validate() is { } mistake)
        {
            return TypedResults.Problem(mistake, statusCode: StatusCodes.Status400BadRequest);
        }

        if (string.IsNullOrEmpty(key))
        {
            return Answer((await placement.PlaceAsync(NewOrderId(), request, cancellationToken)).Answer);
        }

        if (key.Length > MaxKeyLength || key.Any(char.IsControl))
        {
            return TypedResults.Problem(
                $"Idempotency-Key must be 1 to {MaxKeyLength} characters, without control characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        var customerId = request.CustomerId!;
        var fingerprint = request.Fingerprint(cipher);
        switch (await keys.ClaimAsync(customerId, key, fingerprint, NewOrderId(), cancellationToken))
        {
            case KeyClaim.Answered answered:
                return Answer(answered.Answer);
            case KeyClaim.OtherBody:
                return TypedResults.Problem("This Idempotency-Key was used with another body.", statusCode: StatusCodes.Status422UnprocessableEntity);
            case KeyClaim.Mine mine:
                var placed = await placement.PlaceAsync(mine.OrderId, request, cancellationToken);

                // The order stands whatever becomes of this request, so neither is cut short by a client that leaves.
                await (placed.IsFinal
                    ? keys.AnswerAsync(customerId, key, placed.Answer, CancellationToken.None)
                    : keys.ReleaseAsync(customerId, key, placed.IsIdSpent ? NewOrderId() : null, CancellationToken.None));
                return Answer(placed.Answer);
            default:
                return TypedResults.Problem(
                    "The first request with this Idempotency-Key is still in flight.", statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> GetAsync(string id, IGrainFactory grains)
    {
        // Anything else was never an order's id, and is not worth a grain.
        var order = Guid.TryParseExact(id, "N", out _) ? await grains.GetGrain<IOrderGrain>(id).Get() : null;
        return order is null
            ? TypedResults.Problem("There is no order with this id.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(order);
    }

    private static string NewOrderId() => Guid.CreateVersion7().ToString("N");

    private static IResult Answer(KeptAnswer answer) => answer.Status == StatusCodes.Status202Accepted
        ? TypedResults.Accepted($"/orders/{answer.OrderId}", new OrderAccepted(answer.OrderId!, "pending", answer.TraceId!))
        : TypedResults.Problem(answer.Detail, statusCode: answer.Status);
}
