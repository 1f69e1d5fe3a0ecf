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

    /// <summary>Sends a call that its caller may cancel.</summary>
    protected Task<TResult> Send<TResult>(ResultCall<TResult> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            var response = call.Response;
            call.Fail(new OperationCanceledException(cancellationToken));
            return response;
        }

        if (cancellationToken.CanBeCanceled)
        {
            call.Cancellation = new(call, cancellationToken);
            call.Cancellation.Observe();
        }

        return Send(call);
    }

    /// <summary>Sends a call that nobody waits for.</summary>
    protected Task SendOneWay(VoidCall call)
    {
        Send(call);
        return Task.CompletedTask;
    }

    /// <summary>Sends a call that nobody waits for.</summary>
    protected Task SendOneWay(VoidCall call, CancellationToken cancellationToken)
    {
        Send(call, cancellationToken);
        return Task.CompletedTask;
    }
}
