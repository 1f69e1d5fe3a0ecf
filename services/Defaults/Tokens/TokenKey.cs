using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace TracingReference.Defaults.Tokens;

/// <summary>The key that identity signs tokens with, and that gateway and order check them with.</summary>
public static class TokenKey
{
    /// <summary>Who issues tokens, and for whom.</summary>
    public const string Issuer = "tracing-reference";

    /// <summary>Reads <c>Tokens:Key</c>: at least 32 bytes in base64.</summary>
    /// <exception cref="InvalidOperationException">It is absent, malformed or too short; its value is not repeated.</exception>
    public static SymmetricSecurityKey Read(IConfiguration configuration)
    {
        var bytes = new byte[256];
        return Convert.TryFromBase64String(configuration["Tokens:Key"] ?? "", bytes, out var length) && length >= 32
            ? new SymmetricSecurityKey(bytes[..length])
            : throw new InvalidOperationException("Tokens__Key must be at least 32 random bytes in base64.");
    }
}
