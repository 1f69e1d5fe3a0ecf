using System.Text.Json;
using TracingReference.Messages;
using TracingReference.Messages.Tracing;
using TracingReference.Order.Outbox;

namespace TracingReference.Order.Grains;

/// <inheritdoc cref="IOrderGrain"/>
internal sealed class OrderGrain(
    [PersistentState("order", OrderStorage.Name)] IPersistentState<OrderState> order,
    OutboxSignal outbox) : Grain, IOrderGrain
{
    public async Task<OrderView> Place(PlaceOrder command)
    {
        if (order.RecordExists)
        {
            return View();
        }

        var orderId = this.GetPrimaryKeyString();
        var total = OrderItem.Total(command.Items);
        var message = new OrderPlaced(orderId, command.CustomerId, total, command.Card);
        order.State = new OrderState
        {
            CustomerId = command.CustomerId,
            Status = OrderStatus.Pending,
            TotalCents = total,
            Items = command.Items,
            TraceId = command.TraceId,
            Outgoing = new OutboxMessage(
                orderId,
                Topics.Orders,
                JsonSerializer.SerializeToUtf8Bytes(message, EventJson.Default.OrderPlaced),
                new MessageContext(command.TraceParent, command.TraceState, command.Baggage)),
        };
        await WriteAsync();
        outbox.Set();
        return View();
    }

    public Task<OrderView?> Get() => Task.FromResult(order.RecordExists ? View() : Nobody());

    public async Task<OrderView?> Settle(PaymentOutcome outcome)
    {
        if (!order.RecordExists)
        {
            return Nobody();
        }

        if (order.State.Status == OrderStatus.Pending)
        {
            order.State.Status = outcome switch
            {
                PaymentOutcome.Paid => OrderStatus.Paid,
                PaymentOutcome.Rejected => OrderStatus.Rejected,
                _ => OrderStatus.Failed,
            };
            await WriteAsync();
        }

        return View();
    }

    private async Task WriteAsync()
    {
        try
        {
            await order.WriteStateAsync();
        }
        catch
        {
            // What is in memory may differ from what is stored, so the next call starts from the store.
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            order.State.Outgoing = null;
        }
    }

    // An id that is no order's is not kept in memory: nobody bounds how many are asked for, and an order may yet be stored under it.
    private OrderView? Nobody()
    {
        DeactivateOnIdle();
        return null;
    }

    private OrderView View()
    {
        var state = order.State;
        return new OrderView(this.GetPrimaryKeyString(), state.Status, state.TotalCents, state.Items, state.TraceId);
    }
}
