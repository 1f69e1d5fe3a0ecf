using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Embedded.Silo;

/// <summary>How a grain begins and ends.</summary>
internal sealed partial class Activation
{
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _activation = new();
    private readonly List<PersistentState> _states = [];
    private AsyncServiceScope _scope;
    private object? _instance;
    private volatile ActivationState _state = ActivationState.Activating;
    private bool _isActivating = true;
    private bool _wasValid;
    private bool _isEnding;
    private Deactivation? _deactivation;
    private long _keepUntil;

    public object Instance => _instance!;

    object? IGrainContext.GrainInstance => _instance;

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public Task Deactivated => _deactivated.Task;

    /// <summary>Any thread: whether calls must go to another activation.</summary>
    public bool IsGone => _state == ActivationState.Gone;

    /// <summary>The id of this activation in activities.</summary>
    public string ActivationId => field ??= $"@{Guid.NewGuid():N}";

    /// <summary>The activity that lasts until the grain is ready, for what happens until then.</summary>
    public Activity? Activity { get; private set; }

    public void Add(PersistentState state) => _states.Add(state);

    public void Begin(Activity? activity)
    {
        Activity = activity;
        Post(new Once(static activation => _ = activation.ActivateAsync()));
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (IsGone)
        {
            return;
        }

        var deactivation = LifecycleTracing.Deactivate(deactivationReason, _state);
        if (ActivationScheduler.CurrentActivation == this)
        {
            BeginDeactivating(deactivation);
        }
        else
        {
            Post(new Once(activation => activation.BeginDeactivating(deactivation)));
        }
    }

    /// <summary>Any thread: ends this activation if nothing has called it for its collection age.</summary>
    public void DeactivateIfIdle()
    {
        if (IsIdle())
        {
            Post(new Once(static activation =>
            {
                if (!activation.IsRunning && activation._waiting.Count == 0 && activation.IsIdle())
                {
                    activation.Deactivate(new(DeactivationReasonCode.ActivationIdle, $"The activation was idle for its collection age, {activation._class.CollectionAge}."));
                }
            }));
        }
    }

    public void DelayDeactivation(TimeSpan time) => Volatile.Write(
        ref _keepUntil,
        time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue ? long.MaxValue : (Silo.Time.GetUtcNow() + time).Ticks);

    private bool IsIdle() =>
        _state == ActivationState.Valid
        && Silo.Clock.HasPassed(_class.CollectionAge, _idleSince)
        && Silo.Time.GetUtcNow().Ticks >= Volatile.Read(ref _keepUntil);

    private async Task ActivateAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _activation.Token);
            _scope = Silo.Services.CreateAsyncScope();
            _instance = _class.Construct(this);
            Activity?.AddEvent(new("instance-created"));
            Activity?.AddEvent(new("activation-start"));
            LifecycleTracing.Register(this);
            Activity?.AddEvent(new("directory-register-success"));
            Activity?.AddEvent(new("state-activating"));
            await ReadStatesAsync(either.Token);
            await OnActivateAsync(either.Token);
            _wasValid = true;
            _idleSince = Silo.Clock.Now;
            if (_state == ActivationState.Activating)
            {
                _state = ActivationState.Valid;
                Activity?.AddEvent(new("state-valid"));
            }
        }
        catch (Exception exception)
        {
            Silo.Log.ActivationFailed(GrainId, exception);
            LifecycleTracing.Fail(Activity, "activation-failed");
            BeginDeactivating(new DeactivationReason(DeactivationReasonCode.ActivationFailed, exception, "Failed to activate grain."));
        }

        Activity?.Dispose();
        Activity = null;
        _isActivating = false;
        Pump();
    }

    private async Task ReadStatesAsync(CancellationToken cancellationToken)
    {
        if (_states.Count > 0)
        {
            Activity?.AddEvent(new("lifecycle-start"));
            await Task.WhenAll(_states.Select(state => state.ReadStateAsync(cancellationToken))).WaitAsync(cancellationToken);
            Activity?.AddEvent(new("lifecycle-started"));
        }
    }

    private async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_instance is not IGrainBase grain)
        {
            return;
        }

        using var activity = LifecycleTracing.OnActivate(this);
        try
        {
            await grain.OnActivateAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            LifecycleTracing.Fail(activity, "on-activate-failed", exception);
            throw;
        }
    }

    private void BeginDeactivating(DeactivationReason reason) => BeginDeactivating(LifecycleTracing.Deactivate(reason, _state));

    private void BeginDeactivating(Deactivation deactivation)
    {
        if (_state is not (ActivationState.Activating or ActivationState.Valid))
        {
            deactivation.Activity?.Dispose();
            return;
        }

        (_deactivation, _state) = (deactivation, ActivationState.Deactivating);
        _activation.Cancel();
        Pump();
    }

    private void Failed(GrainCall call, Exception failure)
    {
        if (call.IsOneWay)
        {
            Silo.Log.OneWayCallFailed(call.Method.FullName, GrainId, failure);
        }

        if (failure is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            BeginDeactivating(new DeactivationReason(DeactivationReasonCode.ApplicationError, failure, failure.Message));
        }
    }

    /// <summary>Ends the activation once nothing of it runs.</summary>
    private void TryEnd()
    {
        if (_state == ActivationState.Deactivating && !_isEnding && !_isActivating && !IsRunning)
        {
            _isEnding = true;
            Scheduler.Turn();
            _ = EndAsync();
        }
    }

    private async Task EndAsync()
    {
        await OnDeactivateAsync();
        Silo.Forget(this);
        _state = ActivationState.Gone;
        while (_waiting.Take(static _ => true, anywhere: false) is { } call)
        {
            Redirect(call);
        }

        await DisposeAsync();
        _deactivation!.Activity?.Dispose();
        _deactivated.SetResult();
    }

    /// <summary>Sends a call to the next activation; if this one failed to begin, its exception is the answer.</summary>
    private void Redirect(GrainCall call)
    {
        const int Limit = 2;
        if (!_wasValid && _deactivation?.Reason.Exception is { } exception)
        {
            call.Fail(exception);
        }
        else if (++call.Redirections > Limit)
        {
            Silo.Metrics.Rejected();
            call.Fail(new OrleansMessageRejectionException($"{call.Method.FullName} of {GrainId} was sent on more than {Limit} times, as each activation ended before it: {_deactivation?.Reason}"));
        }
        else
        {
            Silo.Route(call, GrainId);
        }
    }

    private async Task OnDeactivateAsync()
    {
        if (!_wasValid || _instance is not IGrainBase grain)
        {
            return;
        }

        using var activity = LifecycleTracing.OnDeactivate(this, _deactivation!);
        try
        {
            using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Time);
            await grain.OnDeactivateAsync(_deactivation!.Reason, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(GrainId, exception);
            LifecycleTracing.Fail(activity, "on-deactivate-failed", exception);
        }
    }

    private async Task DisposeAsync()
    {
        try
        {
            switch (_instance)
            {
                case IAsyncDisposable disposable: await disposable.DisposeAsync(); break;
                case IDisposable disposable: disposable.Dispose(); break;
            }

            await _scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(GrainId, exception);
        }
    }

    /// <summary>Something to do once.</summary>
    private sealed class Once(Action<Activation> action) : MailboxItem
    {
        internal override void Run(Activation activation) => action(activation);
    }
}
