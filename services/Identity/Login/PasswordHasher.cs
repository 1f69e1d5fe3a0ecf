using System.Security.Cryptography;
using TracingReference.Defaults.Telemetry;

namespace TracingReference.Identity.Login;

/// <summary>PBKDF2 with SHA-256 (RFC 8018), slow on purpose: about 50 ms a password.</summary>
internal sealed class PasswordHasher(IConfiguration configuration)
{
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private readonly int iterations = configuration.GetValue("Identity:PasswordIterations", 210_000);

    /// <summary>Hashes a new password with a salt of its own.</summary>
    public (byte[] Salt, byte[] Hash, int Iterations) Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return (salt, Hash(password, salt, iterations), iterations);
    }

    /// <summary>Compares in constant time; without a user it hashes all the same, so that time tells nobody who has an account.</summary>
    public bool Verify(User? user, string password)
    {
        var hash = Hash(password, user?.Salt ?? new byte[SaltBytes], user?.Iterations ?? iterations);
        return user is not null && CryptographicOperations.FixedTimeEquals(hash, user.Hash);
    }

    private static byte[] Hash(string password, byte[] salt, int iterations)
    {
        using var span = ShopTelemetry.Source.StartActivity("hash password");
        span?.SetTag("password.algorithm", "pbkdf2-sha256").SetTag("password.iterations", iterations);
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashBytes);
    }
}
