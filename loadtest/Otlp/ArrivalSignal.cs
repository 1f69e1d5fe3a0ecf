namespace TracingReference.LoadTest.Otlp;

/// <summary>Tells who waits that something has arrived. Any thread may raise it, and any number may wait.</summary>
internal sealed class ArrivalSignal
{
    private TaskCompletionSource next = New();

    /// <summary>Something has arrived, and can be seen.</summary>
    public void Raise() => Interlocked.Exchange(ref next, New()).SetResult();

    /// <summary>Waits until a condition holds, looking again whenever something arrives.</summary>
    /// <returns>Whether it held in time.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled, and did not merely take too long.</exception>
    public async Task<bool> WaitAsync(Func<bool> condition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(timeout);
        while (true)
        {
            var arrival = Volatile.Read(ref next).Task; // before the look, so that what comes meanwhile is not missed
            if (condition())
            {
                return true;
            }

            try
            {
                await arrival.WaitAsync(giveUp.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return condition();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
