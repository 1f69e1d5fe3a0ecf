namespace Orleans.Core;

/// <summary>
/// A piece of a grain's state and its storage. What storage throws comes through if it is an
/// <see cref="OrleansException"/>, and inside one otherwise.
/// </summary>
public interface IStorage
{
    /// <summary>The version in storage that this state is; null if it is not there.</summary>
    string? Etag { get; }

    /// <summary>Whether storage has it.</summary>
    bool RecordExists { get; }

    /// <summary>Removes it from storage.</summary>
    Task ClearStateAsync();

    /// <summary>Removes it from storage.</summary>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <summary>Writes it to storage, if storage still has the version that was read.</summary>
    Task WriteStateAsync();

    /// <summary>Writes it to storage, if storage still has the version that was read.</summary>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <summary>Reads it from storage.</summary>
    Task ReadStateAsync();

    /// <summary>Reads it from storage.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
