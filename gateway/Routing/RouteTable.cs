using Yarp.ReverseProxy.Configuration;

namespace TracingReference.Gateway.Routing;

/// <summary>The shop's API: one route per path, so that each has its own template in <c>http.route</c>.</summary>
internal static class RouteTable
{
    private static readonly (string Id, string[] Methods, string Path, string Service, string Target)[] Table =
    [
        ("list products", ["GET"], "/catalog/products", "catalog", "/products"),
        ("get product", ["GET"], "/catalog/products/{id}", "catalog", "/products/{id}"),
        ("log in", ["POST"], "/login", "identity", "/login"),
        ("place order", ["POST"], "/orders", "order", "/orders"),
        ("get order", ["GET"], "/orders/{id}", "order", "/orders/{id}"),
    ];

    /// <summary>The routes.</summary>
    public static IReadOnlyList<RouteConfig> Routes { get; } = Table.Select(row => new RouteConfig
    {
        RouteId = row.Id,
        ClusterId = row.Service,
        Match = new RouteMatch { Path = row.Path, Methods = row.Methods },
        Transforms = [new Dictionary<string, string> { ["PathPattern"] = row.Target }],
    }).ToArray();

    /// <summary>The services that routes lead to.</summary>
    public static IEnumerable<string> Services => Table.Select(row => row.Service).Distinct();
}
