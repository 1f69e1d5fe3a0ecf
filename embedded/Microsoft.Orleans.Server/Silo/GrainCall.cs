namespace Embedded.Silo;

/// <summary>
/// A call on its way to a grain and back. It is posted to the activation, and again when the grain's task has ended;
/// the caller holds the task of its answer. Never reused, so whoever finds one late finds nothing but an ended call.
/// </summary>
public abstract class GrainCall : MailboxItem, IThreadPoolWorkItem
{
    private Task? _work;
    private Exception? _failure;
    private int _settled;

    private protected GrainCall(GrainMethod method) => Method = method;

    internal GrainMethod Method { get; }

    /// <summary>The silo's clock when the call was sent.</summary>
    internal int SentAt { get; set; }

    internal int Redirections { get; set; }

    internal CallTrace? Trace { get; set; }

    internal bool IsSettled => Volatile.Read(ref _settled) != 0;

    internal bool IsOneWay => (Method.Options & GrainMethodOptions.OneWay) != 0;

    internal CallCancellation? Cancellation { get; set; }

    /// <summary>What the grain gets for the caller's token.</summary>
    protected CancellationToken Cancelled => Cancellation?.Token ?? CancellationToken.None;

    /// <summary>Calls the grain's method.</summary>
    protected abstract Task Invoke(object grain);

    private protected abstract void TakeResult(Task work);

    private protected abstract void Complete(Exception? failure);

    internal override void Run(Activation activation)
    {
        if (_work is null)
        {
            activation.Receive(this);
        }
        else
        {
            End(activation);
        }
    }

    internal void Start(Activation activation)
    {
        try
        {
            Cancellation?.Begin(activation);
            Trace?.EnterGrain(this, activation);
            _work = Invoke(activation.Instance) ?? throw new InvalidOperationException($"{activation.Instance.GetType()} returned null instead of a task from {Method.FullName}.");
        }
        catch (Exception exception)
        {
            _work = Task.FromException(exception);
        }

        if (_work.IsCompleted)
        {
            End(activation);
        }
        else
        {
            _work.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => activation.Post(this));
        }
    }

    private void End(Activation activation)
    {
        try
        {
            if (_work!.IsFaulted)
            {
                _failure = _work.Exception.InnerException;
            }
            else
            {
                TakeResult(_work);
            }
        }
        catch (Exception exception)
        {
            _failure = exception;
        }

        Cancellation?.End();
        Trace?.LeaveGrain(_failure);
        activation.Ended(this, _failure);
    }

    /// <summary>Gives the caller the answer, unless it has one. What awaits it goes on here.</summary>
    internal void Settle()
    {
        if (Interlocked.Exchange(ref _settled, 1) == 0)
        {
            Trace?.LeaveCaller(_failure);
            Complete(_failure);
        }
    }

    /// <summary>Gives the caller an exception in place of the answer, unless it has one. False if it has.</summary>
    internal bool Fail(Exception exception)
    {
        if (Interlocked.Exchange(ref _settled, 1) != 0)
        {
            return false;
        }

        // Elsewhere, since what awaits it would otherwise hold up a silo's thread.
        ThreadPool.UnsafeQueueUserWorkItem(
            static state =>
            {
                state.Call.Trace?.LeaveCaller(state.Exception);
                state.Call.Complete(state.Exception);
            },
            (Call: this, Exception: exception),
            preferLocal: false);
        return true;
    }

    void IThreadPoolWorkItem.Execute() => Settle();
}
