using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Embedded.Silo;

/// <summary>A piece of an activation's state. Its operations run one after another, so each sees the ETag that the last one left.</summary>
internal sealed class PersistentState<T>(Activation activation, string name, IGrainStorage storage)
    : PersistentState(activation, name, storage), IPersistentState<T>
{
    private readonly GrainState<T> _state = new(CreateState());
    private Task _last = Task.CompletedTask;
    private bool _read;

    public T State
    {
        get
        {
            CheckAccess();
            return _state.State!;
        }

        set
        {
            CheckAccess();
            _state.State = value;
        }
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _read ? _state.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public override async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        await Enqueue(ActivityNames.StorageRead, nameof(ReadStateAsync), token => Storage.ReadStateAsync(Name, Activation.GrainId, _state, token), cancellationToken);
        _read = true;
    }

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        Enqueue(ActivityNames.StorageWrite, nameof(WriteStateAsync), token => Storage.WriteStateAsync(Name, Activation.GrainId, _state, token), cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        Enqueue(ActivityNames.StorageClear, nameof(ClearStateAsync), token => Storage.ClearStateAsync(Name, Activation.GrainId, _state, token), cancellationToken);

    private static T? CreateState() =>
        typeof(T).IsValueType || typeof(T).IsAbstract || typeof(T) == typeof(string) || typeof(T).IsArray ? default
        : typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>()
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    private static void CheckAccess()
    {
        if (ActivationScheduler.CurrentActivation is null)
        {
            throw new InvalidOperationException("Activation access violation. A non-activation thread attempted to access activation services.");
        }
    }

    private Task Enqueue(string activityName, string operationName, Func<CancellationToken, Task> operation, CancellationToken cancellationToken)
    {
        CheckAccess();
        return _last = RunAsync(_last, activityName, operationName, operation, cancellationToken);
    }

    private async Task RunAsync(Task before, string activityName, string operationName, Func<CancellationToken, Task> operation, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        using var activity = LifecycleTracing.Storage(activityName, Activation, Storage.GetType().Name, Name, typeof(T).Name);
        try
        {
            await operation(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            var provider = Storage.GetType().Name;
            Activation.Silo.Log.StorageFailed(provider, Name, operationName, Activation.GrainId, exception);
            if (exception is OrleansException)
            {
                throw;
            }

            throw new OrleansException($"Error from storage provider {provider}.{Name} during {operationName} for grain {Activation.GrainId}: {exception.Message}", exception);
        }
    }
}
