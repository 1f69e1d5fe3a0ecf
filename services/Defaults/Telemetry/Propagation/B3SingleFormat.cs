namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>
/// B3 in one header: <c>b3: {trace id}-{span id}[-{state}[-{parent span id}]]</c>, or the state alone.
/// Ids are lower-case hex of 16 or 32 and of 16 digits.
/// </summary>
internal sealed class B3SingleFormat : IContextFormat
{
    public IReadOnlyList<string> Fields { get; } = ["b3"];

    public RemoteContext? Read(HeaderReader headers)
    {
        return headers["b3"]?.Split('-') switch
        {
            ["0"] => new RemoteContext(null, null, RemoteSampling.Deny),
            ["1" or "d"] => new RemoteContext(null, null, RemoteSampling.Accept),
            [var trace, var span] => Context(trace, span, null),
            [var trace, var span, var state] => Context(trace, span, state),
            [var trace, var span, var state, var parent] when HexId.IsLower(parent, 16) => Context(trace, span, state),
            _ => null,
        };
    }

    private static RemoteContext? Context(string trace, string span, string? state)
    {
        if (!HexId.IsLower(trace, 16, 32) || !HexId.IsLower(span, 16) || state is not (null or "0" or "1" or "d"))
        {
            return null;
        }

        return new RemoteContext(
            RemoteContext.Format(trace, span, sampled: state is "1" or "d"),
            null,
            state is null ? RemoteSampling.Deferred : RemoteSampling.None);
    }
}
