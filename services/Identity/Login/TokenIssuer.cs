using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TracingReference.Defaults.Tokens;

namespace TracingReference.Identity.Login;

/// <summary>Issues signed tokens (JWT, RFC 7519; HS256) that name a person by an opaque id and nothing else.</summary>
internal sealed class TokenIssuer(IConfiguration configuration, TimeProvider time)
{
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials credentials = new(TokenKey.Read(configuration), SecurityAlgorithms.HmacSha256);
    private readonly TimeSpan lifetime = configuration.GetValue("Identity:TokenLifetime", TimeSpan.FromHours(1));

    public string Issue(Guid userId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenKey.Issuer,
            Audience = TokenKey.Issuer,
            Claims = new Dictionary<string, object> { ["sub"] = userId.ToString() },
            IssuedAt = now,
            Expires = now + lifetime,
            SigningCredentials = credentials,
        });
    }
}
