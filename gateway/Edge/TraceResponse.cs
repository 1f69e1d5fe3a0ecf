using Microsoft.AspNetCore.Http.Features;

namespace TracingReference.Gateway.Edge;

/// <summary>
/// Tells the caller where its trace is, sampled or not: <c>traceresponse: 00-{trace id}-{span id}-{flags}</c>
/// with the gateway's server span, as the W3C draft of Trace Context Level 2 has it.
/// </summary>
internal static class TraceResponse
{
    public static void UseTraceResponse(this WebApplication app) => app.Use((context, next) =>
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (span is not null && !context.Request.Path.StartsWithSegments("/health"))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers["traceresponse"] = span.Id;
                return Task.CompletedTask;
            });
        }

        return next(context);
    });
}
