using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace TracingReference.Orleans.Tests;

/// <summary>A storage in memory that counts versions, as one over a database does.</summary>
internal sealed class VersionedStorage : IGrainStorage
{
    public ConcurrentDictionary<(string State, GrainId Grain), (string Json, int Version)> Records { get; } = new();

    /// <summary>Thrown by the next write.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Called in each reading and writing, where a statement of a database would run.</summary>
    public Action<string>? Running { get; set; }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        Running?.Invoke("read");
        grainState.RecordExists = Records.TryGetValue((stateName, grainId), out var record);
        if (grainState.RecordExists)
        {
            grainState.State = JsonSerializer.Deserialize<T>(record.Json);
            grainState.ETag = record.Version.ToString(CultureInfo.InvariantCulture);
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.Serialize(grainState.State);
        await Task.Yield();
        Running?.Invoke("write");
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }

        var read = grainState.ETag is null ? 0 : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var (_, version) = Records.AddOrUpdate((stateName, grainId), _ => (json, 1), (_, stored) => (json, Check(stored.Version, read) + 1));
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Records.TryRemove((stateName, grainId), out _);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }

    private static int Check(int stored, int read) => stored == read
        ? stored
        : throw new InconsistentStateException("The state was changed by another.", $"{stored}", $"{read}");
}
