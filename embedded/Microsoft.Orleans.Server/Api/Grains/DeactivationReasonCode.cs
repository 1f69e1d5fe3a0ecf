namespace Orleans;

/// <summary>Why an activation ended. The stand-in gives the codes that one silo can meet.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>The silo stops.</summary>
    ShuttingDown = 1,

    /// <summary>The constructor, the state or OnActivateAsync failed.</summary>
    ActivationFailed = 2,

    /// <summary>It was not called for the collection age.</summary>
    ActivationIdle = 4,

    /// <summary>The grain let an <see cref="Orleans.Storage.InconsistentStateException"/> escape.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested = 11,
}
