using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;

namespace TracingReference.Defaults.Telemetry;

/// <summary>
/// Completes ASP.NET Core's server span as the HTTP semantic conventions ask: name, route, status code,
/// redacted query, protocol version, error. It stands before everything else, so it sees the final answer.
/// </summary>
internal sealed class ServerSpanMiddleware
{
    private readonly RequestDelegate next;
    private readonly int errorFrom;

    public ServerSpanMiddleware(RequestDelegate next, IConfiguration configuration)
    {
        this.next = next;
        var text = configuration["Telemetry:ErrorFrom"];
        errorFrom = int.TryParse(text, out var value) && value is >= 400 and <= 600
            ? value
            : throw new InvalidOperationException($"Telemetry:ErrorFrom is '{text}'; it must be an HTTP status from 400 to 600.");
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health"))
        {
            return UntracedAsync(context);
        }

        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        return span is { IsAllDataRequested: true } ? TracedAsync(context, span) : next(context);
    }

    private async Task UntracedAsync(HttpContext context)
    {
        // The sampler has dropped the probe's own span; this keeps what the checks do out of traces as well.
        using (SuppressInstrumentationScope.Begin())
        {
            await next(context);
        }
    }

    private async Task TracedAsync(HttpContext context, Activity span)
    {
        span.DisplayName = Method(span, context);
        if (context.Request.QueryString.HasValue)
        {
            span.SetTag("url.query", QueryRedaction.Redact(context.Request.QueryString.Value!));
        }

        if (HttpProtocolVersion(context.Request.Protocol) is { } version)
        {
            span.SetTag("network.protocol.version", version);
        }

        try
        {
            await next(context);
            var handled = context.Features.Get<IExceptionHandlerFeature>();
            Complete(context, span, handled?.Endpoint ?? context.GetEndpoint(), handled?.Error);
        }
        catch (Exception exception)
        {
            Complete(context, span, context.GetEndpoint(), exception);
            throw;
        }
    }

    private void Complete(HttpContext context, Activity span, Endpoint? endpoint, Exception? exception)
    {
        if (endpoint is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.DisplayName = $"{Method(span, context)} {route}";
            span.SetTag("http.route", route);
        }

        var status = Status(context, exception);
        span.SetTag("http.response.status_code", status);
        if (status >= errorFrom)
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", exception?.GetType().FullName ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static int Status(HttpContext context, Exception? exception) => context.Response switch
    {
        { HasStarted: true } response => response.StatusCode,

        // A client that has gone away got no answer: that is no error of the service, whatever it was doing.
        _ when context.RequestAborted.IsCancellationRequested => StatusCodes.Status499ClientClosedRequest,
        { StatusCode: < 400 } when exception is not null => StatusCodes.Status500InternalServerError,
        var response => response.StatusCode,
    };

    private static string Method(Activity span, HttpContext context)
    {
        var method = span.GetTagItem("http.request.method") as string ?? context.Request.Method;
        return method == "_OTHER" ? "HTTP" : method;
    }

    private static string? HttpProtocolVersion(string protocol) =>
        HttpProtocol.IsHttp11(protocol) ? "1.1"
        : HttpProtocol.IsHttp2(protocol) ? "2"
        : HttpProtocol.IsHttp3(protocol) ? "3"
        : HttpProtocol.IsHttp10(protocol) ? "1.0"
        : null;
}
