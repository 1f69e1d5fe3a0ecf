using TracingReference.Messages;

namespace TracingReference.Order.Grains;

/// <summary>One order. Its calls take turns, so that it changes in one place and in one order.</summary>
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>Longer than the two statements of a call can take, each with its own timeout, when <c>db=slow</c> slows them down.</summary>
    private const string Patience = "00:05:00";

    /// <summary>Accepts the order; the second time it changes nothing.</summary>
    [ResponseTimeout(Patience)]
    Task<OrderView> Place(PlaceOrder command);

    /// <summary>What became of the order, or null where there is none.</summary>
    [ResponseTimeout(Patience)]
    Task<OrderView?> Get();

    /// <summary>Notes how the payment ended; the second time it changes nothing.</summary>
    /// <returns>The order, or null where there is none.</returns>
    [ResponseTimeout(Patience)]
    Task<OrderView?> Settle(PaymentOutcome outcome);
}
