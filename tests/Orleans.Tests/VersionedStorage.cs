using System.Collections.Concurrent;
using System.Text.Json;
using Orleans.Storage;

namespace TracingReference.Orleans.Tests;

/// <summary>A storage in memory that counts versions, as the one of the order service does in PostgreSQL.</summary>
internal sealed class VersionedStorage : IGrainStorage
{
    public ConcurrentDictionary<(string State, GrainId Grain), (string Json, int Version)> Records { get; } = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = Records.TryGetValue((stateName, grainId), out var record);
        if (grainState.RecordExists)
        {
            grainState.State = JsonSerializer.Deserialize<T>(record.Json);
            grainState.ETag = record.Version.ToString();
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = grainState.ETag is null ? 0 : int.Parse(grainState.ETag);
        var json = JsonSerializer.Serialize(grainState.State);
        Records.AddOrUpdate((stateName, grainId), _ => (json, 1), (_, stored) => (json, Check(stored.Version, version) + 1));
        grainState.ETag = (version + 1).ToString();
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Records.TryRemove((stateName, grainId), out _);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }

    private static int Check(int stored, int read) => stored == read
        ? stored
        : throw new InconsistentStateException("The state was changed by another.", stored.ToString(), read.ToString());
}
