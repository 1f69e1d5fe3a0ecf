namespace Orleans;

/// <summary>What a class implements to be a grain: derive from <see cref="Grain"/>, or implement this.</summary>
public interface IGrainBase
{
    /// <summary>The activation that holds this instance, as its constructor received it.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call. If it throws, the activation fails and its callers get the exception.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call. What it throws is logged; the activation ends all the same.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
