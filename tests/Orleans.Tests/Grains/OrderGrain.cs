namespace TracingReference.Orleans.Tests.Grains;

[GenerateSerializer]
public sealed record OrderLine([property: Id(0)] string Product, [property: Id(1)] int Quantity);

[GenerateSerializer]
public sealed record PlaceOrder([property: Id(0)] string Customer, [property: Id(1)] IReadOnlyList<OrderLine> Lines);

[GenerateSerializer]
public sealed class OrderState
{
    [Id(0)]
    public string Status { get; set; } = "none";

    [Id(1)]
    public int Total { get; set; }
}

public sealed record OrderNote(string Text);

public interface IOrderGrain : IGrainWithStringKey
{
    Task<OrderState> Place(PlaceOrder command);

    Task<OrderState> Get();

    Task<bool> Exists();

    Task<string?> Version();

    Task Reload();

    Task Clear();

    Task WriteTwice();

    Task<string> Note(string? text);

    Task ReadElsewhere();
}

public interface IUnstoredGrain : IGrainWithStringKey
{
    Task Hello();
}

public interface IDefaultStoredGrain : IGrainWithStringKey
{
    Task<int> Count();
}

public sealed class OrderGrain(
    [PersistentState("order", "store")] IPersistentState<OrderState> order,
    [PersistentState("note", "store")] IPersistentState<OrderNote> note) : Grain, IOrderGrain
{
    public async Task<OrderState> Place(PlaceOrder command)
    {
        order.State.Status = $"placed by {command.Customer}";
        order.State.Total += command.Lines.Sum(line => line.Quantity);
        await order.WriteStateAsync();
        return order.State;
    }

    public Task<OrderState> Get() => Task.FromResult(order.State);

    public Task<bool> Exists() => Task.FromResult(order.RecordExists);

    public Task<string?> Version() => Task.FromResult(order.Etag);

    public Task Reload() => order.ReadStateAsync();

    public Task Clear() => order.ClearStateAsync();

    public Task WriteTwice()
    {
        order.State.Total = 1;
        var first = order.WriteStateAsync();
        order.State.Total = 2;
        return Task.WhenAll(first, order.WriteStateAsync());
    }

    public async Task<string> Note(string? text)
    {
        if (text is not null)
        {
            note.State = new(text);
            await note.WriteStateAsync();
        }

        return note.RecordExists ? note.State.Text : "none";
    }

    public Task ReadElsewhere() => Task.Run(() => order.State);
}

public sealed class UnstoredGrain([PersistentState("state", "nowhere")] IPersistentState<OrderState> state) : Grain, IUnstoredGrain
{
    public Task Hello() => Task.FromResult(state);
}

public sealed class DefaultStoredGrain([PersistentState("state")] IPersistentState<OrderState> state) : Grain, IDefaultStoredGrain
{
    public async Task<int> Count()
    {
        state.State.Total++;
        await state.WriteStateAsync();
        return state.State.Total;
    }
}
