namespace TracingReference.Benchmarks.Orleans;

/// <summary>The least a grain can do: what is measured is the call.</summary>
public interface ICounterGrain : IGrainWithIntegerKey
{
    /// <summary>Adds to the count.</summary>
    Task<long> Add(int amount);
}

/// <inheritdoc cref="ICounterGrain"/>
public sealed class CounterGrain : Grain, ICounterGrain
{
    private long _count;

    /// <inheritdoc/>
    public Task<long> Add(int amount) => Task.FromResult(_count += amount);
}
