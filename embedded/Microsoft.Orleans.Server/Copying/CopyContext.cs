using System.Text.Json;

namespace Embedded.Silo;

/// <summary>Copies the values of one call, so that caller and grain share nothing that can change.</summary>
public sealed class CopyContext : IDisposable
{
    private static readonly JsonSerializerOptions s_options = new() { IncludeFields = true };

    /// <summary>Begins a copy.</summary>
    public static CopyContext Begin() => new();

    /// <summary>A copy of the value.</summary>
    public T Copy<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, s_options), s_options)!;

    /// <summary>Ends the copy.</summary>
    public void Dispose() { }
}
