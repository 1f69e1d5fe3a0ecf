using Embedded.Silo;

namespace Orleans;

/// <summary>
/// The base class of grains. One call at a time runs in an instance, and what it awaits goes on there, so its fields
/// need no locks.
/// </summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Binds the instance to the activation that constructs it.</summary>
    protected Grain() => GrainContext = Activation.Constructing!;

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <summary>The reference by which others call this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The identity of this grain, for people.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Where this grain gets references to others.</summary>
    protected IGrainFactory GrainFactory => Activation.Silo.GrainFactory;

    /// <summary>The services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    private Activation Activation => (Activation?)GrainContext
        ?? throw new InvalidOperationException($"{GetType()} was constructed outside a silo; get a reference from {nameof(IGrainFactory)} instead.");

    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation after the call in progress; the next call makes a new one.</summary>
    protected void DeactivateOnIdle() => ((IGrainBase)this).DeactivateOnIdle();

    /// <summary>Keeps this activation from idle collection for that time; zero or less takes it back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}
