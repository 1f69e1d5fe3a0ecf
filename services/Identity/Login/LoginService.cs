using System.Security.Authentication;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Identity.Login;

/// <summary>Checks a password, in the same time whether the e-mail is known or not.</summary>
internal sealed class LoginService(UserStore users, PasswordHasher hasher, TokenIssuer tokens)
{
    /// <returns>A token, or null where the e-mail is unknown or the password is wrong.</returns>
    public async Task<string?> LoginAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var span = ShopTelemetry.Source.StartActivity("login");
        span?.SetTag("auth.method", "password");

        var user = await users.FindAsync(email, cancellationToken);
        var verified = hasher.Verify(user, password);
        span?.SetTag("auth.outcome", verified ? "success" : "failure");
        if (verified)
        {
            return tokens.Issue(user!.UserId);
        }

        span.Fail("invalid_credentials", "invalid credentials");
        span?.AddException(new InvalidCredentialException("invalid credentials"));
        return null;
    }
}
