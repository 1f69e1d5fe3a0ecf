namespace TracingReference.Messages;

/// <summary>The topics of the shop. The key of every message is the order's id, so that one order's messages keep their order.</summary>
public static class Topics
{
    /// <summary><see cref="OrderPlaced"/>, from order to payment.</summary>
    public const string Orders = "orders";

    /// <summary><see cref="PaymentSettled"/>, from payment to order.</summary>
    public const string Payments = "payments";

    /// <summary>Where a message goes that cannot be read.</summary>
    public static string DeadLetter(string topic) => $"{topic}.dead-letter";
}
