using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using TracingReference.Identity.Login;

namespace TracingReference.Identity.Tests;

public sealed class PasswordHasherTests
{
    private const string Password = "correct-horse";

    [Fact]
    public void A_password_is_known_again_and_no_other_is()
    {
        var hasher = Hasher(1_000);
        var user = User(hasher, Password);
        Assert.True(hasher.Verify(user, Password));
        foreach (var wrong in new[] { "correct-hors", "correct-horse ", "Correct-horse", "" })
        {
            Assert.False(hasher.Verify(user, wrong));
        }
    }

    [Fact]
    public void It_is_PBKDF2_with_SHA256_over_the_salt_and_the_configured_rounds()
    {
        var (salt, hash, iterations) = Hasher(1_234).Create(Password);
        Assert.Equal(1_234, iterations);
        Assert.Equal(16, salt.Length);
        Assert.Equal(Rfc2898DeriveBytes.Pbkdf2(Password, salt, 1_234, HashAlgorithmName.SHA256, 32), hash);
    }

    [Fact]
    public void Without_a_setting_the_rounds_are_what_OWASP_asks_of_a_slow_hash()
    {
        var (_, _, iterations) = new PasswordHasher(new ConfigurationBuilder().Build()).Create(Password);
        Assert.InRange(iterations, 200_000, 1_000_000);
    }

    [Fact]
    public void The_same_password_is_hashed_with_another_salt_each_time()
    {
        var hasher = Hasher(10);
        var (one, other) = (hasher.Create(Password), hasher.Create(Password));
        Assert.NotEqual(one.Salt, other.Salt);
        Assert.NotEqual(one.Hash, other.Hash);
    }

    [Fact]
    public void Old_passwords_are_checked_with_the_rounds_they_were_made_with()
    {
        var user = User(Hasher(500), Password);
        Assert.True(Hasher(2_000).Verify(user, Password));
        Assert.False(Hasher(2_000).Verify(user with { Iterations = 2_000 }, Password));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Password)]
    public void Without_a_user_nothing_is_right(string password) => Assert.False(Hasher(10).Verify(null, password));

    private static User User(PasswordHasher hasher, string password)
    {
        var (salt, hash, iterations) = hasher.Create(password);
        return new User(Guid.NewGuid(), salt, hash, iterations);
    }

    private static PasswordHasher Hasher(int iterations) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Identity:PasswordIterations"] = $"{iterations}" })
        .Build());
}
