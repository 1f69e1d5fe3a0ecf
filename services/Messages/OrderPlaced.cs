namespace TracingReference.Messages;

/// <summary>An order was accepted and waits for its payment.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">Who ordered.</param>
/// <param name="TotalCents">What is to be charged, in cents.</param>
/// <param name="Card">The card, encrypted by <see cref="Cards.CardCipher"/>.</param>
public sealed record OrderPlaced(string OrderId, string CustomerId, long TotalCents, string Card);
