using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A piece of state as <see cref="PersistentStateAttribute"/> injects it.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
