using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TracingReference.Defaults.Tokens;

/// <summary>
/// Checks a bearer token where a request for an order carries one: 401 if it is not valid, else <c>user.id</c> on the server
/// span. A request without a token passes; the shop sells to guests. Whoever signs in again may still carry an old one.
/// </summary>
internal sealed class TokenCheckMiddleware(RequestDelegate next, IConfiguration configuration, IProblemDetailsService problems, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private readonly JsonWebTokenHandler handler = new();
    private readonly TokenValidationParameters rules = new()
    {
        ValidIssuer = TokenKey.Issuer,
        ValidAudience = TokenKey.Issuer,
        IssuerSigningKey = TokenKey.Read(configuration),
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
    };

    public async Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0 || !context.Request.Path.StartsWithSegments("/orders"))
        {
            await next(context);
            return;
        }

        var result = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await handler.ValidateTokenAsync(header[Scheme.Length..].Trim(), rules)
            : null;
        if (result is not { IsValid: true, ClaimsIdentity: var identity } || identity.FindFirst("sub")?.Value is not { } user)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await problems.WriteAsync(new ProblemDetailsContext
            {
                HttpContext = context,
                ProblemDetails = { Status = StatusCodes.Status401Unauthorized, Detail = "The bearer token is invalid or has expired; sign in again." },
            });
            return;
        }

        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("user.id", user);
        await next(context);
    }
}
