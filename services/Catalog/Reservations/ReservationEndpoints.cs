using Microsoft.AspNetCore.Http.HttpResults;
using TracingReference.Defaults.Faults;

namespace TracingReference.Catalog.Reservations;

/// <summary>
/// <c>POST /reservations</c> and <c>DELETE /reservations/{orderId}</c>, for the order service only. Both may be
/// repeated without harm.
/// </summary>
internal static class ReservationEndpoints
{
    public static void AddReservations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReservationStore>();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ReservationJson.Default));
    }

    public static void MapReservations(this WebApplication app)
    {
        app.MapPost("/reservations", ReserveAsync);
        app.MapDelete("/reservations/{orderId}", ReleaseAsync);
    }

    private static async Task<Results<Ok<Reservation>, ProblemHttpResult>> ReserveAsync(
        ReservationRequest request, ReservationStore reservations, FaultSwitch faults, CancellationToken cancellationToken)
    {
        if (faults.Current.CatalogFails)
        {
            return CatalogFault.Unavailable();
        }

        if (!IsValid(request))
        {
            return TypedResults.Problem(
                "orderId must be set, and items must name each product once with a quantity of 1 or more.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        return await reservations.ReserveAsync(request.OrderId!, request.Items!, cancellationToken) switch
        {
            ReserveResult.Reserved reserved => TypedResults.Ok(reserved.Reservation),
            ReserveResult.UnknownProduct unknown => TypedResults.Problem(
                $"There is no product '{unknown.ProductId}'.", statusCode: StatusCodes.Status422UnprocessableEntity),
            ReserveResult.OutOfStock outOfStock => TypedResults.Problem(
                $"There is not enough of product '{outOfStock.ProductId}'.", statusCode: StatusCodes.Status409Conflict),
            _ => TypedResults.Problem("This reservation was released already.", statusCode: StatusCodes.Status410Gone),
        };
    }

    private static async Task<NoContent> ReleaseAsync(string orderId, ReservationStore reservations, CancellationToken cancellationToken)
    {
        await reservations.ReleaseAsync(orderId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static bool IsValid(ReservationRequest request) =>
        request is { OrderId.Length: > 0, Items.Count: > 0 }
        && request.Items.All(item => item is { ProductId.Length: > 0, Quantity: > 0 })
        && request.Items.DistinctBy(item => item.ProductId).Count() == request.Items.Count;
}
