using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// Storage has another version of the state than the one that was to be overwritten. When a grain lets it escape, its
/// activation ends, so that the next one reads what is stored.
/// </summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>Without a message.</summary>
    public InconsistentStateException() { }

    /// <summary>With a message.</summary>
    public InconsistentStateException(string message) : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!) { }

    /// <summary>With both versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : this(errorMsg, storedEtag, currentEtag, null) { }

    /// <summary>With both versions and the cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!) => (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

    /// <summary>With both versions and the cause, whose message it takes.</summary>
    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException) { }

    /// <summary>The version in storage.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version in memory.</summary>
    public string? CurrentEtag { get; }

    /// <summary>True until the activation that it came from has been ended, so that callers further up keep theirs.</summary>
    internal bool IsSourceActivation { get; set; } = true;
}
