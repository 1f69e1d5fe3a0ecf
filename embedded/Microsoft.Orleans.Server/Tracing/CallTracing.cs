using System.Diagnostics;
using Orleans.Diagnostics;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>Makes the client activity of a call, and takes the caller's context along even where there is none.</summary>
internal sealed class CallTracing(DistributedContextPropagator propagator)
{
    public void Send(GrainCall call, GrainReference target)
    {
        var ambient = Activity.Current;
        var client = ActivitySources.Application.HasListeners()
            ? ActivitySources.Application.StartActivity(call.Method.Name, ActivityKind.Client)
            : null;
        if ((client ?? ambient) is { } caller)
        {
            call.Trace = new(call.Method, caller, client, CallBaggage.Of(caller, propagator), target.GrainId, ActivationScheduler.CurrentActivation?.GrainId);
        }

        target.Dispatch(call);
        if (client is not null)
        {
            Activity.Current = ambient;
        }
    }
}
