namespace Orleans.Runtime;

/// <summary>Which state, in which storage.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>The name of the state within its grain.</summary>
    string StateName { get; }

    /// <summary>The name of the <see cref="Orleans.Storage.IGrainStorage"/>; null for the one without a name.</summary>
    string? StorageName { get; }
}
