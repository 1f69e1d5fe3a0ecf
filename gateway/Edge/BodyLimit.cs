using Microsoft.AspNetCore.Http.Features;
using TracingReference.Defaults;

namespace TracingReference.Gateway.Edge;

/// <summary>
/// Refuses large bodies here, with 413, before they reach a service. A body of unknown length is read to its end
/// first, since a proxy that finds out halfway can only break the connection.
/// </summary>
internal static class BodyLimit
{
    public static void UseBodyLimit(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.ContentLength > ServiceDefaults.MaxBodyBytes)
        {
            await RefuseAsync(context);
            return;
        }

        if (context.Request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            var body = new MemoryStream();
            try
            {
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            }
            catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                await RefuseAsync(context);
                return;
            }

            body.Position = 0;
            context.Request.Body = body;
        }

        await next(context);
    });

    private static Task RefuseAsync(HttpContext context) => TypedResults.Problem(
        $"The body must be at most {ServiceDefaults.MaxBodyBytes} bytes.",
        statusCode: StatusCodes.Status413PayloadTooLarge).ExecuteAsync(context);
}
