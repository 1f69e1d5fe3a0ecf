using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>A reference that implements a grain interface. Generated code derives one class for each interface.</summary>
public abstract class GrainProxy(ProxyAddress address) : GrainReference(address.Silo, address.GrainId)
{
    /// <summary>Sends a call. The task ends with the grain's answer or exception, or with a <see cref="TimeoutException"/>.</summary>
    protected Task<TResult> Send<TResult>(ResultCall<TResult> call)
    {
        var response = call.Response;
        call.SentAt = Silo.Clock.Now;
        if (Silo.Tracing is { } tracing)
        {
            tracing.Send(call, this);
        }
        else
        {
            Dispatch(call);
        }

        return response;
    }

    /// <summary>Sends a call that nobody waits for.</summary>
    protected Task SendOneWay(VoidCall call)
    {
        Send(call);
        return Task.CompletedTask;
    }
}
