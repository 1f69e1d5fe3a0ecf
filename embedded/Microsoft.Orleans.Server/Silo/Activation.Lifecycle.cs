using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Diagnostics;
using Orleans.Runtime;
using Orleans.Storage;

namespace Embedded.Silo;

/// <summary>How a grain begins and ends.</summary>
internal sealed partial class Activation
{
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _activating = new();
    private readonly List<PersistentState> _states = [];
    private AsyncServiceScope _scope;
    private object? _instance;
    private ActivationState _state = ActivationState.Activating;
    private DeactivationReason _reason;
    private bool _wasValid;
    private bool _ending;
    private bool _endsByItself = true;
    private long _keepUntil;

    public object Instance => _instance!;

    object? IGrainContext.GrainInstance => _instance;

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public Task Deactivated => _deactivated.Task;

    /// <summary>Any thread: whether calls must go elsewhere.</summary>
    public bool IsGone { get; private set; }

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

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        Post(new Once(activation => activation.BeginDeactivating(deactivationReason)));

    /// <summary>Any thread: ends this activation if nothing has called it for its collection age.</summary>
    public void DeactivateIfIdle()
    {
        if (IsIdle())
        {
            Post(new Once(static activation =>
            {
                if (!activation.IsRunning && activation._waiting.Count == 0 && activation.IsIdle())
                {
                    activation.BeginDeactivating(new(DeactivationReasonCode.ActivationIdle, "The activation was idle for its collection age."));
                }
            }));
        }
    }

    public void DelayDeactivation(TimeSpan time) => Volatile.Write(
        ref _keepUntil,
        time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue ? long.MaxValue : Silo.Time.GetUtcNow().Ticks + time.Ticks);

    private bool IsIdle() => Silo.Clock.HasPassed(_class.CollectionAge, _idleSince) && Silo.Time.GetUtcNow().Ticks >= Volatile.Read(ref _keepUntil);

    private async Task ActivateAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _activating.Token);
            _scope = Silo.Services.CreateAsyncScope();
            _instance = _class.Construct(this);
            await Task.WhenAll(_states.Select(state => state.ReadStateAsync(both.Token))).WaitAsync(both.Token);
            if (_instance is IGrainBase grain)
            {
                using var activity = LifecycleTracing.OnActivate(this);
                await LifecycleTracing.Watch(activity, grain.OnActivateAsync(both.Token).WaitAsync(both.Token));
            }

            _wasValid = true;
            _idleSince = Silo.Clock.Now;
            if (_state == ActivationState.Activating)
            {
                _state = ActivationState.Valid;
            }
        }
        catch (Exception exception)
        {
            Silo.Log.ActivationFailed(GrainId, exception);
            Activity?.SetStatus(ActivityStatusCode.Error, "activation-failed");
            _reason = new(DeactivationReasonCode.ActivationFailed, exception, "Failed to activate grain.");
            _state = ActivationState.Deactivating;
        }

        Activity?.Dispose();
        Activity = null;
        _endsByItself = false;
        Pump();
    }

    private void BeginDeactivating(DeactivationReason reason)
    {
        if (_state is ActivationState.Activating or ActivationState.Valid)
        {
            _reason = reason;
            _state = ActivationState.Deactivating;
            _activating.Cancel();
            Pump();
        }
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
            BeginDeactivating(new(DeactivationReasonCode.ApplicationError, failure, failure.Message));
        }
    }

    private void BeginEnding()
    {
        if (!_ending && !_endsByItself)
        {
            _ending = true;
            _ = EndAsync();
        }
    }

    private async Task EndAsync()
    {
        if (_wasValid && _instance is IGrainBase grain)
        {
            try
            {
                using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Time);
                await grain.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token);
            }
            catch (Exception exception)
            {
                Silo.Log.DeactivationFailed(GrainId, exception);
            }
        }

        Silo.Forget(this);
        IsGone = true;
        _state = ActivationState.Gone;
        while (_waiting.Take(static _ => true, anywhere: false) is { } call)
        {
            if (_reason.ReasonCode == DeactivationReasonCode.ActivationFailed)
            {
                call.Fail(_reason.Exception!);
            }
            else
            {
                Silo.Route(call, GrainId);
            }
        }

        await DisposeAsync();
        _deactivated.SetResult();
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
