namespace Embedded.Silo;

/// <summary>Where an activation is in its life.</summary>
internal enum ActivationState
{
    /// <summary>State is read and OnActivateAsync runs. Calls wait.</summary>
    Activating,

    /// <summary>Calls run.</summary>
    Valid,

    /// <summary>Calls in progress end, then OnDeactivateAsync runs. Other calls wait.</summary>
    Deactivating,

    /// <summary>No longer in the directory. Calls go to the next activation.</summary>
    Gone,
}
