using Microsoft.AspNetCore.Builder;

namespace TracingReference.Defaults.Tokens;

/// <summary>Adds the token check to a service.</summary>
public static class TokenCheckExtensions
{
    /// <summary>Checks bearer tokens from here on; needs <c>Tokens:Key</c>.</summary>
    public static void UseTokenCheck(this IApplicationBuilder app) => app.UseMiddleware<TokenCheckMiddleware>();
}
