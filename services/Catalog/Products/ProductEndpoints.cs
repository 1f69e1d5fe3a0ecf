using Microsoft.AspNetCore.Http.HttpResults;
using TracingReference.Defaults.Faults;

namespace TracingReference.Catalog.Products;

/// <summary><c>GET /products</c> and <c>GET /products/{id}</c>.</summary>
internal static class ProductEndpoints
{
    private const int MaxPageSize = 100;
    private const int MaxQueryLength = 100;

    public static void AddProducts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProductStore>();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ProductJson.Default));
    }

    public static void MapProducts(this WebApplication app)
    {
        app.MapGet("/products", ListAsync);
        app.MapGet("/products/{id}", GetAsync);
    }

    private static async Task<Results<Ok<ProductPage>, ProblemHttpResult>> ListAsync(
        ProductStore products, FaultSwitch faults, CancellationToken cancellationToken, string? query = null, int page = 1, int pageSize = 20)
    {
        if (faults.Current.CatalogFails)
        {
            return CatalogFault.Unavailable();
        }

        if (page < 1 || pageSize is < 1 or > MaxPageSize)
        {
            return TypedResults.Problem($"page must be 1 or more, pageSize 1 to {MaxPageSize}.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (query is { Length: > MaxQueryLength } || query?.Any(char.IsControl) == true)
        {
            return TypedResults.Problem(
                $"query must be at most {MaxQueryLength} characters, without control characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        return TypedResults.Ok(await products.ListAsync(query ?? "", page, pageSize, cancellationToken));
    }

    private static async Task<Results<Ok<Product>, ProblemHttpResult>> GetAsync(
        string id, ProductStore products, FaultSwitch faults, CancellationToken cancellationToken)
    {
        if (faults.Current.CatalogFails)
        {
            return CatalogFault.Unavailable();
        }

        var product = id.Any(char.IsControl) ? null : await products.FindAsync(id, cancellationToken);
        return product is null
            ? TypedResults.Problem("There is no product with this id.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(product);
    }
}
