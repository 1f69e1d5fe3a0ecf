using TracingReference.Order.Idempotency;

namespace TracingReference.Order.Placing;

/// <summary>How an attempt to place an order ended.</summary>
/// <param name="Answer">What the client is told.</param>
/// <param name="IsFinal">Whether a repetition is told the same, rather than tried again.</param>
/// <param name="IsIdSpent">Whether a repetition needs another order id, because this one's stock goes back.</param>
internal sealed record Placement(KeptAnswer Answer, bool IsFinal, bool IsIdSpent)
{
    public static Placement Final(KeptAnswer answer) => new(answer, IsFinal: true, IsIdSpent: false);

    /// <summary>503: nothing was accepted, and the client may try again.</summary>
    public static Placement Retryable(string detail, bool isIdSpent) =>
        new(new KeptAnswer(StatusCodes.Status503ServiceUnavailable, null, null, detail), IsFinal: false, isIdSpent);
}
