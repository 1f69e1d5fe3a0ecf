namespace TracingReference.Messages;

/// <summary>A payment came to its end.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record PaymentSettled(string OrderId, PaymentOutcome Outcome);
