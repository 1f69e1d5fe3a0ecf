using Microsoft.AspNetCore.Http.Features;
using TracingReference.Defaults;

namespace TracingReference.Gateway.Edge;

/// <summary>
/// Refuses large bodies here, with 413, before they reach a service. A refused body is still read, up to a bound,
/// and thrown away: most clients look for the answer only when they have sent all, and would see a broken connection.
/// A body of unknown length is read before it is passed on, since a proxy that finds out halfway can only break off.
/// </summary>
internal static class BodyLimit
{
    private const long MaxDiscardedBytes = 64 * 1024 * 1024;
    private const int BufferBytes = 64 * 1024;

    public static void UseBodyLimit(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (request.ContentLength > ServiceDefaults.MaxBodyBytes)
        {
            AllowDiscarding(context);
            await DiscardAsync(context);
            await RefuseAsync(context);
            return;
        }

        if (request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            AllowDiscarding(context);
            var body = await ReadAsync(context);
            if (body is null)
            {
                await DiscardAsync(context);
                await RefuseAsync(context);
                return;
            }

            request.Body = body;
        }

        await next(context);
    });

    private static void AllowDiscarding(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxDiscardedBytes;

    /// <returns>The body, or null where it is too large.</returns>
    private static async Task<MemoryStream?> ReadAsync(HttpContext context)
    {
        var body = new MemoryStream();
        var buffer = new byte[BufferBytes];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > ServiceDefaults.MaxBodyBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        body.Position = 0;
        return body;
    }

    private static async Task DiscardAsync(HttpContext context)
    {
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, BufferBytes, context.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            // Larger than what is worth reading, or too slow: the answer goes out now, and the connection ends.
        }
    }

    private static Task RefuseAsync(HttpContext context) => TypedResults.Problem(
        $"The body must be at most {ServiceDefaults.MaxBodyBytes} bytes.",
        statusCode: StatusCodes.Status413PayloadTooLarge).ExecuteAsync(context);
}
