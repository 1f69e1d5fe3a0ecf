namespace Orleans.Core;

/// <summary>A piece of a grain's state, with its value.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The value in memory. Changing it writes nothing.</summary>
    TState State { get; set; }
}
