namespace TracingReference.LoadTest.Shop;

/// <summary>One request as the client saw it: the ground truth that telemetry is held against.</summary>
/// <param name="Route">Method and path template, as the server span is named.</param>
/// <param name="Status">The status code; 0 where there was no answer.</param>
/// <param name="Expected">The status code that a healthy shop answers with.</param>
/// <param name="Trace">The trace that the answer names; null without an answer.</param>
/// <param name="OrderId">Of an accepted order.</param>
/// <param name="Bytes">Length of the answer's body.</param>
/// <param name="Error">Why there was no answer.</param>
public sealed record Call(string Route, int Status, int Expected, TraceResponse? Trace, string? OrderId = null, long Bytes = 0, string? Error = null)
{
    /// <summary>Whether the shop answered as it should.</summary>
    public bool IsOk => Status == Expected;
}
