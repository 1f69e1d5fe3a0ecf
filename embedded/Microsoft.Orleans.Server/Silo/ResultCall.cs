using System.Runtime.CompilerServices;

namespace Embedded.Silo;

/// <summary>A call that is answered with a value. Generated code derives one class for each method.</summary>
public abstract class ResultCall<TResult>(GrainMethod method) : GrainCall(method)
{
    private AsyncTaskMethodBuilder<TResult> _promise;
    private TResult? _result;

    internal Task<TResult> Response => _promise.Task;

    /// <summary>The copy that the caller gets; the value itself where it cannot change.</summary>
    protected virtual TResult Copy(TResult result) => result;

    private protected override void TakeResult(Task work) => _result = Copy(((Task<TResult>)work).GetAwaiter().GetResult());

    private protected override void Complete(Exception? failure)
    {
        if (failure is null)
        {
            _promise.SetResult(_result!);
        }
        else
        {
            _promise.SetException(failure);
        }
    }
}
