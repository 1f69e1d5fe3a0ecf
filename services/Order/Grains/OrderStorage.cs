using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;
using TracingReference.Order.Data;

namespace TracingReference.Order.Grains;

/// <summary>
/// Grain storage for orders, over Npgsql: state as jsonb, its version as ETag. A write is one statement, and so one
/// transaction, of the order and everything that must be true together with it.
/// </summary>
internal sealed class OrderStorage(OrderDatabase database) : IGrainStorage
{
    /// <summary>The name under which grains ask for it.</summary>
    public const string Name = "orders";

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        const string sql = "select version as Version, state::text as State from orders where order_id = @orderId";
        var rows = await database.QueryAsync<StoredState>(sql, new { orderId = OrderId(grainId) }, CancellationToken.None);
        if (rows is [var row])
        {
            As(grainState).State = JsonSerializer.Deserialize(row.State, OrderJson.Default.OrderState)!;
            grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        }
        else
        {
            As(grainState).State = new OrderState();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = grainState.ETag is null ? 0 : long.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var state = As(grainState).State!;
        var saved = version == 0
            ? await InsertAsync(OrderId(grainId), state)
            : await UpdateAsync(OrderId(grainId), version, state);
        if (saved != 1)
        {
            throw new InconsistentStateException(
                version == 0
                    ? $"Order {OrderId(grainId)} exists already, or no longer holds its stock."
                    : $"Order {OrderId(grainId)} is not at version {version} any more.");
        }

        grainState.ETag = (version + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Orders are kept: a shop does not forget what it sold.");

    // The hold is the order's claim on its stock: whoever deletes it, this statement or the sweep, decides what becomes of it.
    private Task<long> InsertAsync(string orderId, OrderState state)
    {
        const string sql = """
            with held as (
                delete from stock_holds where order_id = @orderId and not releasing returning order_id
            ), saved as (
                insert into orders (order_id, version, state)
                select order_id, 1, @state::jsonb from held
                returning order_id
            ), queued as (
                insert into outbox (order_id, topic, payload, traceparent, tracestate, baggage)
                select order_id, @Topic, @Payload, @TraceParent, @TraceState, @Baggage from saved
            )
            select count(*) from saved
            """;
        var message = state.Outgoing
            ?? throw new InvalidOperationException($"Order {orderId} is new and has no message for the outbox.");
        return RunAsync(sql, new
        {
            orderId,
            state = Json(state),
            message.Topic,
            message.Payload,
            message.Context.TraceParent,
            message.Context.TraceState,
            message.Context.Baggage,
        });
    }

    private Task<long> UpdateAsync(string orderId, long version, OrderState state)
    {
        const string sql = """
            with saved as (
                update orders set version = version + 1, state = @state::jsonb
                where order_id = @orderId and version = @version
                returning order_id
            ), settled as (
                delete from outbox where order_id in (select order_id from saved where @isSettled)
            ), freed as (
                insert into stock_holds (order_id, releasing)
                select order_id, true from saved where @givesStockBack
                on conflict do nothing
            )
            select count(*) from saved
            """;
        return RunAsync(sql, new
        {
            orderId,
            version,
            state = Json(state),
            isSettled = state.Status != OrderStatus.Pending,
            givesStockBack = state.Status is OrderStatus.Rejected or OrderStatus.Failed,
        });
    }

    private async Task<long> RunAsync(string sql, object parameters) =>
        (await database.QueryAsync<long>(sql, parameters, CancellationToken.None))[0];

    private static string OrderId(GrainId grainId) => grainId.Key.ToString()!;

    private static string Json(OrderState state) => JsonSerializer.Serialize(state, OrderJson.Default.OrderState);

    private static IGrainState<OrderState> As<T>(IGrainState<T> grainState) =>
        grainState as IGrainState<OrderState>
        ?? throw new NotSupportedException($"The storage '{Name}' keeps {nameof(OrderState)} only, not {typeof(T).Name}.");

    private sealed record StoredState(long Version, string State);
}
