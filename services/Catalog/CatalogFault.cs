using Microsoft.AspNetCore.Http.HttpResults;

namespace TracingReference.Catalog;

/// <summary>The answer to <c>x-fault: catalog=error</c>.</summary>
internal static class CatalogFault
{
    public static ProblemHttpResult Unavailable() =>
        TypedResults.Problem("The catalog fails because x-fault asked it to.", statusCode: StatusCodes.Status503ServiceUnavailable);
}
