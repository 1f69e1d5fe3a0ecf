using System.Diagnostics;
using Orleans;
using Orleans.Diagnostics;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>
/// The activities around a grain's life and its storage. Those that belong to a call hang under its client activity; the
/// rest are traces of their own, as in Orleans.
/// </summary>
internal static class LifecycleTracing
{
    /// <summary>
    /// Makes `place grain` under the call, which is over at once with one silo, and `activate grain` beside it. Without
    /// AddActivityPropagation the latter is under what is current at the caller.
    /// </summary>
    public static Activity? Activate(Activation activation, CallTrace? trace)
    {
        if (!ActivitySources.Lifecycle.HasListeners())
        {
            return null;
        }

        var ambient = Activity.Current;
        if (trace is not null)
        {
            ActivitySources.Lifecycle.StartActivity(ActivityNames.PlaceGrain, ActivityKind.Internal, trace.Context)?.Dispose();
        }

        var activity = ActivitySources.Lifecycle.StartActivity(ActivityNames.ActivateGrain, ActivityKind.Internal, trace?.Context ?? default)?
            .SetTag(TagKeys.GrainId, activation.GrainId.ToString())
            .SetTag(TagKeys.GrainType, activation.GrainId.Type.ToString())
            .SetTag(TagKeys.SiloId, activation.Silo.Name.Silo)
            .SetTag(TagKeys.ActivationCause, "new")
            .SetTag(TagKeys.ActivationId, activation.ActivationId)
            .AddEvent(new("creating"));
        Activity.Current = ambient;
        return activity;
    }

    /// <summary>Makes `register directory entry`, which is over at once with one silo.</summary>
    public static void Register(Activation activation)
    {
        using var activity = Under(activation.Activity, ActivityNames.RegisterDirectoryEntry);
        activity?
            .SetTag(TagKeys.GrainId, activation.GrainId.ToString())
            .SetTag(TagKeys.SiloId, activation.Silo.Name.Silo)
            .SetTag(TagKeys.ActivationId, activation.ActivationId)
            .SetTag(TagKeys.PreviousRegistration, false)
            .AddEvent(new("success"))
            .SetTag(TagKeys.RegisteredAddress, $"[GrainAddress GrainId {activation.GrainId}, ActivationId: {activation.ActivationId}, SiloAddress: {activation.Silo.Name}, MembershipVersion: default]");
    }

    public static Activity? OnActivate(Activation activation) => Instance(Under(activation.Activity, ActivityNames.OnActivate), activation);

    /// <summary>Makes `deactivate grain` under what asks for it.</summary>
    public static Deactivation Deactivate(DeactivationReason reason, ActivationState state)
    {
        var ambient = Activity.Current;
        var activity = ActivitySources.Lifecycle.StartActivity(ActivityNames.DeactivateGrain)?
            .SetTag(TagKeys.GrainState, state.ToString())
            .SetTag(TagKeys.DeactivationReason, reason.ToString());
        Activity.Current = ambient;
        return new(reason, activity, (activity ?? ambient)?.Context ?? default);
    }

    public static Activity? OnDeactivate(Activation activation, Deactivation deactivation) =>
        Instance(ActivitySources.Lifecycle.StartActivity(ActivityNames.OnDeactivate, ActivityKind.Internal, deactivation.Context), activation)?
            .SetTag(TagKeys.DeactivationReason, deactivation.Reason.ToString());

    public static Activity? Storage(string name, Activation activation, string provider, string stateName, string stateType)
    {
        var parent = Activity.Current?.Context ?? activation.Activity?.Context ?? default;
        return ActivitySources.Storage.StartActivity(name, ActivityKind.Client, parent)?
            .SetTag(TagKeys.GrainId, activation.GrainId.ToString())
            .SetTag(TagKeys.StorageProvider, provider)
            .SetTag(TagKeys.StorageStateName, stateName)
            .SetTag(TagKeys.StorageStateType, stateType);
    }

    public static void Fail(Activity? activity, string what, Exception? exception = null)
    {
        activity?.SetStatus(ActivityStatusCode.Error, what);
        if (exception is not null)
        {
            activity?.SetTag(TagKeys.ExceptionType, exception.GetType().FullName).SetTag(TagKeys.ExceptionMessage, exception.Message);
        }
    }

    private static Activity? Under(Activity? parent, string name) =>
        ActivitySources.Lifecycle.StartActivity(name, ActivityKind.Internal, parent?.Context ?? default);

    private static Activity? Instance(Activity? activity, Activation activation) => activity?
        .SetTag(TagKeys.GrainId, activation.GrainId.ToString())
        .SetTag(TagKeys.GrainType, activation.TypeName)
        .SetTag(TagKeys.SiloId, activation.Silo.Name.Silo)
        .SetTag(TagKeys.ActivationId, activation.ActivationId);
}
