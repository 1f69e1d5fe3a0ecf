namespace TracingReference.Orleans.Tests;

/// <summary>How long a test waits for what must happen.</summary>
internal static class TestContext
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static CancellationToken Timeout() => new CancellationTokenSource(Patience).Token;
}
