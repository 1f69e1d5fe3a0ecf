using Orleans.Configuration;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>
/// One grain in memory. This half decides which call runs when; everything here but <see cref="Post"/> and
/// <see cref="Expire"/> is done by the owner of the mailbox, one thing at a time. How a grain begins and ends is in the
/// other half.
/// </summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly GrainClass _class;
    private readonly Func<GrainCall, bool> _mayStart;

    // Calls that run together with others: read-only, interleaving, in reentrant grains. Locked, as the clock reads it too.
    private readonly List<GrainCall> _together = [];
    private CallQueue _waiting;
    private GrainCall? _alone;
    private int _reading;
    private int _waitingToInterleave;
    private bool _pumping;
    private int _idleSince;

    public Activation(LocalSilo silo, GrainClass grainClass, GrainId grainId)
    {
        (Silo, _class, GrainId) = (silo, grainClass, grainId);
        Scheduler = new(this);
        _mayStart = call => call.IsSettled || MayStart(call);
        _idleSince = silo.Clock.Now;
    }

    /// <summary>The activation whose grain is being constructed on this thread; null outside a silo.</summary>
    public static Activation? Constructing => ActivationScheduler.CurrentActivation;

    public LocalSilo Silo { get; }

    public ActivationScheduler Scheduler { get; }

    public GrainId GrainId { get; }

    public GrainReference GrainReference => field ??= new(Silo, GrainId);

    public string TypeName => _class.TypeName;

    private bool IsRunning => _alone is not null || _together.Count > 0;

    public void Post(MailboxItem item) => Scheduler.Post(item);

    public void Receive(GrainCall call)
    {
        if (_state == ActivationState.Gone)
        {
            Redirect(call);
        }
        else if (_state == ActivationState.Valid && MayStart(call))
        {
            Start(call);
            Pump();
        }
        else if (Silo.Messaging.MaxEnqueuedRequestsHardLimit is > 0 and var limit && _waiting.Count >= limit)
        {
            Silo.Metrics.Rejected();
            call.Fail(new LimitExceededException(nameof(SiloMessagingOptions.MaxEnqueuedRequestsHardLimit), _waiting.Count + 1, limit, this));
        }
        else
        {
            _waiting.Add(call);
            _waitingToInterleave += MayInterleave(call) ? 1 : 0;
        }
    }

    public void Ended(GrainCall call, Exception? failure)
    {
        _idleSince = Silo.Clock.Now;
        if (_alone == call)
        {
            _alone = null;
        }
        else
        {
            lock (_together)
            {
                _together.Remove(call);
            }

            _reading -= IsReadOnly(call) ? 1 : 0;
        }

        Scheduler.Answer(call);
        if (failure is not null)
        {
            Failed(call, failure);
        }

        Pump();
    }

    /// <summary>Any thread: gives callers that have waited too long their <see cref="TimeoutException"/>.</summary>
    public void Expire()
    {
        var late = 0;
        foreach (var call in Unanswered())
        {
            var timeout = call.Method.ResponseTimeout ?? Silo.Messaging.ResponseTimeout;
            if (Silo.Clock.HasPassed(timeout, call.SentAt)
                && call.Fail(new TimeoutException($"Response did not arrive on time in {timeout} for {call.Method.FullName} of {GrainId}. {this}")))
            {
                late++;
            }
        }

        if (late > 0)
        {
            Silo.Metrics.TimedOut(late);
            Post(new Prune());
        }
    }

    /// <summary>Any thread: the silo waits no longer, so all callers get this exception and nobody calls again.</summary>
    public void Abandon(Exception exception)
    {
        _state = ActivationState.Gone;
        foreach (var call in Unanswered())
        {
            call.Fail(exception);
        }
    }

    public override string ToString() => $"[Activation: {Silo.Name}/{GrainId} State={_state} Waiting={_waiting.Count}]";

    bool IEquatable<IGrainContext>.Equals(IGrainContext? other) => ReferenceEquals(this, other);

    // The links may be changed while they are followed, so the walk may stray among other calls of this silo or miss some.
    // Each is judged by its own age, so straying is harmless, and what was missed is found a tick later.
    private List<GrainCall> Unanswered()
    {
        const int StepLimit = 1_000_000;
        List<GrainCall> calls;
        lock (_together)
        {
            calls = [.. _together];
        }

        if (Volatile.Read(ref _alone) is { } alone)
        {
            calls.Add(alone);
        }

        Walk(_waiting.First);
        Walk(Scheduler.Newest);
        calls.RemoveAll(static call => call.IsSettled);
        return calls;

        void Walk(MailboxItem? item)
        {
            for (; item is not null && calls.Count < StepLimit; item = item.Next)
            {
                if (item is GrainCall call)
                {
                    calls.Add(call);
                }
            }
        }
    }

    private static bool IsReadOnly(GrainCall call) => (call.Method.Options & GrainMethodOptions.ReadOnly) != 0;

    private bool Interleaves(GrainCall call) => _class.IsReentrant || (call.Method.Options & GrainMethodOptions.AlwaysInterleave) != 0;

    private bool MayInterleave(GrainCall call) => IsReadOnly(call) || Interleaves(call);

    private bool MayStart(GrainCall call) =>
        Interleaves(call) || (_alone is null && (_reading == 0 || IsReadOnly(call)));

    private void Start(GrainCall call)
    {
        if (MayInterleave(call))
        {
            lock (_together)
            {
                _together.Add(call);
            }

            _reading += IsReadOnly(call) ? 1 : 0;
        }
        else
        {
            Volatile.Write(ref _alone, call);
        }

        call.Start(this);
    }

    /// <summary>Starts what waits and may now run. A call that ends at once comes back here, hence the guard.</summary>
    private void Pump()
    {
        if (_pumping)
        {
            return;
        }

        _pumping = true;
        while (_state == ActivationState.Valid && _waiting.Count > 0 && _waiting.Take(_mayStart, anywhere: _waitingToInterleave > 0) is { } call)
        {
            _waitingToInterleave -= MayInterleave(call) ? 1 : 0;
            Scheduler.Turn();
            if (call.IsSettled)
            {
                Silo.Metrics.Dropped();
            }
            else
            {
                Start(call);
            }
        }

        _pumping = false;
        TryEnd();
    }

    /// <summary>Removes the calls whose callers have given up.</summary>
    private sealed class Prune : MailboxItem
    {
        internal override void Run(Activation activation)
        {
            while (activation._waiting.Take(static call => call.IsSettled, anywhere: true) is { } call)
            {
                activation._waitingToInterleave -= activation.MayInterleave(call) ? 1 : 0;
                activation.Silo.Metrics.Dropped();
            }
        }
    }
}
