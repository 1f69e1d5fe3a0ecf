using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using TracingReference.Messages.Cards;

namespace TracingReference.Messages.Tests;

public sealed class CardCipherTests
{
    private static readonly Card Card = new("4242424242424242", "Ada Lovelace");

    [Fact]
    public void A_card_survives_the_round_trip_and_is_not_in_clear()
    {
        var cipher = Cipher();
        var text = cipher.Encrypt(Card, "order-1");
        Assert.Equal(Card, cipher.Decrypt(text, "order-1"));
        Assert.DoesNotContain("4242", System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(text)), StringComparison.Ordinal);
        Assert.NotEqual(text, cipher.Encrypt(Card, "order-1"));
    }

    [Fact]
    public void A_card_cannot_be_moved_to_another_order_changed_or_read_with_another_key()
    {
        var cipher = Cipher();
        var text = cipher.Encrypt(Card, "order-1");
        var changed = Convert.FromBase64String(text);
        changed[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(text, "order-2"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(Convert.ToBase64String(changed), "order-1"));
        Assert.ThrowsAny<CryptographicException>(() => Cipher().Decrypt(text, "order-1"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt("no base64", "order-1"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt("AAAA", "order-1"));
    }

    [Fact]
    public void A_card_says_nothing_of_itself() => Assert.DoesNotContain("4242", $"{Card}", StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("AAAA")]
    public void A_key_that_is_none_is_refused_without_being_repeated(string? key)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Cipher(key));
        Assert.Equal("Cards__Key must be 32 random bytes in base64.", error.Message);
    }

    [Fact]
    public void A_fingerprint_tells_bodies_and_keys_apart()
    {
        var (one, other) = (Cipher(), Cipher());
        Assert.Equal(one.Fingerprint("body"u8), one.Fingerprint("body"u8));
        Assert.NotEqual(one.Fingerprint("body"u8), one.Fingerprint("other"u8));
        Assert.NotEqual(one.Fingerprint("body"u8), other.Fingerprint("body"u8));
    }

    private static CardCipher Cipher() => Cipher(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    private static CardCipher Cipher(string? key) => new(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Cards:Key"] = key }).Build());
}
