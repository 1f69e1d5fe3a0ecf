using System.Globalization;

namespace TracingReference.Defaults.Telemetry.Propagation;

/// <summary>
/// Jaeger's <c>uber-trace-id: {trace id}:{span id}:{parent span id}:{flags}</c>, also with its colons percent-encoded.
/// Ids are hex of up to 32 and 16 digits; bit 0 of the flags is sampled, bit 1 debug.
/// </summary>
internal sealed class JaegerFormat : IContextFormat
{
    public IReadOnlyList<string> Fields { get; } = ["uber-trace-id"];

    public RemoteContext? Read(HeaderReader headers)
    {
        var parts = headers["uber-trace-id"]?.Replace("%3A", ":", StringComparison.OrdinalIgnoreCase).Split(':');
        if (parts is not [var trace, var span, _, var flagsText]
            || !HexId.IsAnyCase(trace, atMost: 32)
            || !HexId.IsAnyCase(span, atMost: 16)
            || !byte.TryParse(flagsText, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var flags))
        {
            return null;
        }

        var sampled = (flags & 0b11) != 0;
        return new RemoteContext(
            RemoteContext.Format(trace.ToLowerInvariant(), span.ToLowerInvariant(), sampled),
            null,
            RemoteSampling.None);
    }
}
