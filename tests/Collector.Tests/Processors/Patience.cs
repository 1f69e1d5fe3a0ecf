namespace TracingReference.Collector.Tests.Processors;

/// <summary>The patience of a test that would otherwise wait for ever.</summary>
internal static class Patience
{
    public static CancellationToken Timeout => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;
}
