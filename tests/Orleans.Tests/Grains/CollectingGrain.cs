namespace TracingReference.Orleans.Tests.Grains;

public interface ICollectingGrain : IGrainWithStringKey
{
    Task Collect(int item);

    Task<List<int>> Collected();
}

public sealed class CollectingGrain : Grain, ICollectingGrain
{
    private readonly List<int> _items = [];

    public Task Collect(int item)
    {
        _items.Add(item);
        return Task.CompletedTask;
    }

    public Task<List<int>> Collected() => Task.FromResult(_items);
}
