namespace Orleans;

/// <summary>What storage reads into and writes from.</summary>
public interface IGrainState<T>
{
    /// <summary>The value.</summary>
    T? State { get; set; }

    /// <summary>The version that was read or written last; storage sets it.</summary>
    string? ETag { get; set; }

    /// <summary>Whether storage has it; storage sets it.</summary>
    bool RecordExists { get; set; }
}
