namespace Orleans.Runtime;

/// <summary>An activation: one grain identity, in memory, with the instance that serves it.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>The reference by which others call this grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The identity of the grain.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain's instance; null until it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation; scoped services live as long as it does.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation is gone.</summary>
    Task Deactivated { get; }

    /// <summary>Asks for the end of this activation, once the call in progress has ended.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
