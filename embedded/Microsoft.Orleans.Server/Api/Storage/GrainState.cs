namespace Orleans;

/// <summary>A plain <see cref="IGrainState{T}"/>.</summary>
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>Empty.</summary>
    public GrainState() { }

    /// <summary>With a value.</summary>
    public GrainState(T? state) : this(state, null) { }

    /// <summary>With a value and its version.</summary>
    public GrainState(T? state, string? eTag) => (State, ETag) = (state, eTag);

    /// <inheritdoc/>
    public T? State { get; set; }

    /// <inheritdoc/>
    public string? ETag { get; set; }

    /// <inheritdoc/>
    public bool RecordExists { get; set; }
}
