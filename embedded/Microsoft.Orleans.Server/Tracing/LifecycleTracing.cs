using System.Diagnostics;
using Orleans.Diagnostics;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>The activities around a grain's life and its storage.</summary>
internal static class LifecycleTracing
{
    /// <summary>Makes `place grain` under the caller, which is over at once with one silo, and `activate grain` beside it.</summary>
    public static Activity? Activate(Activation activation, CallTrace? trace)
    {
        if (!ActivitySources.Lifecycle.HasListeners())
        {
            return null;
        }

        var ambient = Activity.Current;
        Activity.Current = null;
        if (trace is not null)
        {
            ActivitySources.Lifecycle.StartActivity(ActivityNames.PlaceGrain, ActivityKind.Internal, trace.Context)?.Dispose();
        }

        var activity = ActivitySources.Lifecycle.StartActivity(ActivityNames.ActivateGrain, ActivityKind.Internal, trace?.Context ?? default);
        Activity.Current = ambient;
        Identify(activity, activation)?.SetTag(TagKeys.ActivationCause, "new");
        return activity;
    }

    public static Activity? OnActivate(Activation activation) =>
        Identify(ActivitySources.Lifecycle.StartActivity(ActivityNames.OnActivate, ActivityKind.Internal, activation.Activity?.Context ?? default), activation);

    /// <summary>Awaits a step and marks its activity if it fails.</summary>
    public static async Task Watch(Activity? activity, Task step)
    {
        try
        {
            await step;
        }
        catch (Exception exception) when (Mark(activity, exception))
        {
        }
    }

    public static Activity? Storage(string name, Activation activation, string provider, string stateName, string stateType)
    {
        var parent = Activity.Current?.Context ?? activation.Activity?.Context ?? default;
        var activity = ActivitySources.Storage.StartActivity(name, ActivityKind.Client, parent);
        activity?.SetTag(TagKeys.GrainId, activation.GrainId.ToString());
        activity?.SetTag(TagKeys.StorageProvider, provider);
        activity?.SetTag(TagKeys.StorageStateName, stateName);
        activity?.SetTag(TagKeys.StorageStateType, stateType);
        return activity;
    }

    private static Activity? Identify(Activity? activity, Activation activation) => activity?
        .SetTag(TagKeys.GrainId, activation.GrainId.ToString())
        .SetTag(TagKeys.GrainType, activation.GrainId.Type.ToString())
        .SetTag(TagKeys.SiloId, activation.Silo.Address)
        .SetTag(TagKeys.ActivationId, activation.ActivationId);

    private static bool Mark(Activity? activity, Exception exception)
    {
        activity?.SetStatus(ActivityStatusCode.Error, "on-activate-failed");
        activity?.SetTag(TagKeys.ExceptionType, exception.GetType().FullName);
        activity?.SetTag(TagKeys.ExceptionMessage, exception.Message);
        return false;
    }
}
