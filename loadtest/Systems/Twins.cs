namespace TracingReference.LoadTest.Systems;

/// <summary>Two systems that are held against each other. They are started at once, so that they are of equal age, and stopped at once.</summary>
/// <typeparam name="T">What a system is.</typeparam>
/// <param name="A">The base.</param>
/// <param name="B">The other one.</param>
internal sealed record Twins<T>(T A, T B) : IAsyncDisposable
    where T : IAsyncDisposable
{
    /// <summary>Waits until both have started. Where one does not, the other one is stopped, and what went wrong is thrown.</summary>
    public static async Task<Twins<T>> StartAsync(Task<T> a, Task<T> b)
    {
        try
        {
            await Task.WhenAll(a, b).ConfigureAwait(false);
        }
        catch
        {
            foreach (var started in new[] { a, b }.Where(start => start.IsCompletedSuccessfully))
            {
                await (await started.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }

        return new(await a.ConfigureAwait(false), await b.ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(A.DisposeAsync().AsTask(), B.DisposeAsync().AsTask()).ConfigureAwait(false);
}
