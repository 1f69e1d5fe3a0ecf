using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace TracingReference.Messages.Cards;

/// <summary>
/// Encrypts cards for outbox and Kafka with AES-256-GCM (NIST SP 800-38D): base64 of nonce (12 bytes), tag (16)
/// and ciphertext. The order's id is authenticated with it, so a card cannot be moved to another order.
/// </summary>
public sealed class CardCipher
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] key;

    /// <summary>Reads <c>Cards:Key</c>: 32 bytes in base64.</summary>
    /// <exception cref="InvalidOperationException">It is absent or malformed; its value is not repeated.</exception>
    public CardCipher(IConfiguration configuration)
    {
        key = new byte[32];
        if (!Convert.TryFromBase64String(configuration["Cards:Key"] ?? "", key, out var length) || length != key.Length)
        {
            throw new InvalidOperationException("Cards__Key must be 32 random bytes in base64.");
        }
    }

    /// <summary>Encrypts a card for one order.</summary>
    public string Encrypt(Card card, string orderId)
    {
        var clear = JsonSerializer.SerializeToUtf8Bytes(card, EventJson.Default.Card);
        var sealedCard = new byte[NonceBytes + TagBytes + clear.Length];
        var (nonce, tag, cipher) = Parts(sealedCard);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, clear, cipher, tag, Encoding.UTF8.GetBytes(orderId));
        CryptographicOperations.ZeroMemory(clear);
        return Convert.ToBase64String(sealedCard);
    }

    /// <summary>Decrypts the card of an order.</summary>
    /// <exception cref="CryptographicException">It is not a card of this order under this key.</exception>
    public Card Decrypt(string text, string orderId)
    {
        var sealedCard = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, sealedCard, out var length) || length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The card is not base64 of nonce, tag and ciphertext.");
        }

        var (nonce, tag, cipher) = Parts(sealedCard.AsSpan(0, length));
        var clear = new byte[cipher.Length];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(nonce, cipher, tag, clear, Encoding.UTF8.GetBytes(orderId));
        var card = JsonSerializer.Deserialize(clear, EventJson.Default.Card)!;
        CryptographicOperations.ZeroMemory(clear);
        return card;
    }

    /// <summary>A keyed fingerprint of a request's body, which tells repetitions apart without keeping what they held.</summary>
    public byte[] Fingerprint(ReadOnlySpan<byte> body)
    {
        // A key of its own, so that the two uses of the secret never meet.
        Span<byte> macKey = stackalloc byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, key, macKey, "idempotency"u8);
        return HMACSHA256.HashData(macKey, body);
    }

    private static Sealed Parts(Span<byte> text) => new(text[..NonceBytes], text[NonceBytes..(NonceBytes + TagBytes)], text[(NonceBytes + TagBytes)..]);

    private readonly ref struct Sealed(Span<byte> nonce, Span<byte> tag, Span<byte> cipher)
    {
        private readonly Span<byte> nonce = nonce;
        private readonly Span<byte> tag = tag;
        private readonly Span<byte> cipher = cipher;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> cipher)
        {
            nonce = this.nonce;
            tag = this.tag;
            cipher = this.cipher;
        }
    }
}
