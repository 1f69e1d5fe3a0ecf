using TracingReference.Messages;

namespace TracingReference.Order.Grains;

/// <summary>One order. Its calls take turns, so that it changes in one place and in one order.</summary>
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>Accepts the order; the second time it changes nothing.</summary>
    Task<OrderView> Place(PlaceOrder command);

    /// <summary>What became of the order, or null where there is none.</summary>
    Task<OrderView?> Get();

    /// <summary>Notes how the payment ended; the second time it changes nothing.</summary>
    /// <returns>The order, or null where there is none.</returns>
    Task<OrderView?> Settle(PaymentOutcome outcome);
}
