using System.Text.Json.Serialization;

namespace TracingReference.Order.Idempotency;

/// <summary>What a request finds when it claims its key.</summary>
internal abstract record KeyClaim
{
    /// <summary>It is the first, or takes over from one that died.</summary>
    public sealed record Mine(string OrderId) : KeyClaim;

    /// <summary>The first was answered.</summary>
    public sealed record Answered(KeptAnswer Answer) : KeyClaim;

    /// <summary>The first is still in flight.</summary>
    public sealed record InFlight : KeyClaim;

    /// <summary>The key was used for another request.</summary>
    public sealed record OtherBody : KeyClaim;
}

/// <summary>An answer to be given again.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="OrderId">The order, if it was accepted.</param>
/// <param name="TraceId">Its trace.</param>
/// <param name="Detail">Why it was not.</param>
internal sealed record KeptAnswer(int Status, string? OrderId, string? TraceId, string? Detail);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeptAnswer))]
internal sealed partial class KeptAnswerJson : JsonSerializerContext;
