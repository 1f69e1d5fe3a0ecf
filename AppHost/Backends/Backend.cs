namespace TracingReference.AppHost.Backends;

/// <summary>Where servers come from.</summary>
internal enum Backend
{
    /// <summary>Processes on this machine.</summary>
    Embedded,

    /// <summary>Real images in a container runtime.</summary>
    Containers,
}
