using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace TracingReference.Defaults.Http;

/// <summary>Tells a client where its request is malformed, without repeating what it sent: that may hold a secret.</summary>
internal sealed class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return ValueTask.FromResult(false);
        }

        httpContext.Response.StatusCode = bad.StatusCode;
        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = bad.StatusCode, Detail = Describe(bad) },
        });
    }

    private static string Describe(BadHttpRequestException exception) => exception switch
    {
        { InnerException: JsonException json } =>
            $"The body is not JSON of the expected form: see {json.Path ?? "$"}, line {json.LineNumber + 1 ?? 1}, byte {json.BytePositionInLine + 1 ?? 1}.",
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => $"The body must be at most {ServiceDefaults.MaxBodyBytes} bytes.",
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "The body must be sent as application/json.",
        _ => "The request is malformed: a value is missing or has the wrong type.",
    };
}
