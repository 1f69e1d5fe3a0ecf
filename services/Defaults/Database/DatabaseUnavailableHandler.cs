using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace TracingReference.Defaults.Database;

/// <summary>Answers 503 rather than 500 where the database is away or starting: the client did nothing wrong and may try again.</summary>
internal sealed class DatabaseUnavailableHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsCausedByDatabase(exception))
        {
            return ValueTask.FromResult(false);
        }

        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = StatusCodes.Status503ServiceUnavailable, Detail = "The database is not available; try again." },
        });
    }

    // A grain wraps what its storage threw.
    private static bool IsCausedByDatabase(Exception? exception)
    {
        while (exception is not (null or NpgsqlException { IsTransient: true }))
        {
            exception = exception.InnerException;
        }

        return exception is not null;
    }
}
