using System.Text.Json.Serialization;

namespace TracingReference.Catalog.Products;

/// <summary>A product; money in cents, <paramref name="Available"/> in pieces.</summary>
internal sealed record Product(string Id, string Name, long PriceCents, long Available);

/// <summary>One page of products, by id.</summary>
internal sealed record ProductPage(IReadOnlyList<Product> Items, int Page, int PageSize, long Total);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(ProductPage))]
internal sealed partial class ProductJson : JsonSerializerContext;
