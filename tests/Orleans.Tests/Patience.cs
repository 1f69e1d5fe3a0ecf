namespace TracingReference.Orleans.Tests;

/// <summary>How long a test waits for what must happen; only a failing one waits that long.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static CancellationToken Token() => new CancellationTokenSource(Limit).Token;

    public static Task Patiently(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Patiently<T>(this Task<T> task) => task.WaitAsync(Limit);
}
