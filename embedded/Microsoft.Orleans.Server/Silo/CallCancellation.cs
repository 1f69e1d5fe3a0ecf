namespace Embedded.Silo;

/// <summary>
/// Takes a caller's cancellation to the grain: the caller goes on at once, and the token that the grain holds is cancelled
/// where the grain runs.
/// </summary>
internal sealed class CallCancellation(GrainCall call, CancellationToken caller)
{
    private readonly CancellationTokenSource _grain = new();
    private CancellationTokenRegistration _registration;
    private Activation? _activation;

    public CancellationToken Token => _grain.Token;

    public void Observe() => _registration = caller.UnsafeRegister(static state => ((CallCancellation)state!).Cancel(), this);

    /// <summary>The call begins at a grain; it may be cancelled already.</summary>
    public void Begin(Activation activation)
    {
        Volatile.Write(ref _activation, activation);
        if (caller.IsCancellationRequested)
        {
            _grain.Cancel();
        }
    }

    public void End() => _registration.Dispose();

    private void Cancel()
    {
        call.Fail(new OperationCanceledException(caller));
        Volatile.Read(ref _activation)?.Post(new Signal(_grain));
    }

    private sealed class Signal(CancellationTokenSource grain) : MailboxItem
    {
        internal override void Run(Activation activation) => grain.Cancel();
    }
}
