using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TracingReference.LoadTest.Sampling;

/// <summary>
/// Which traces a share keeps is written in their ids, so each can be foretold: one wrong decision is enough to refute a
/// sampler, where its ratio alone takes thousands.
/// </summary>
internal static class Oracle
{
    /// <summary>OpenTelemetry's TraceIdRatioBased sampler as .NET's SDK has it: by the first eight bytes of the id.</summary>
    /// <param name="traceId">32 hexadecimal digits.</param>
    /// <param name="ratio">From 0 to 1.</param>
    public static bool Head(string traceId, double ratio) =>
        (BinaryPrimitives.ReadInt64BigEndian(Convert.FromHexString(traceId.AsSpan(0, 16))) & long.MaxValue) < (long)(ratio * long.MaxValue);

    /// <summary>The collector's probabilistic policy of tail_sampling: FNV-1a over the default salt and the id.</summary>
    /// <param name="traceId">32 hexadecimal digits.</param>
    /// <param name="ratio">From 0 to 1.</param>
    public static bool Tail(string traceId, double ratio)
    {
        const ulong offset = 14695981039346656037;
        const ulong prime = 1099511628211;
        var hash = offset;
        foreach (var octet in (byte[])[.. Encoding.ASCII.GetBytes("default-hash-seed"), .. Convert.FromHexString(traceId)])
        {
            hash = unchecked((hash ^ octet) * prime);
        }

        return hash <= ratio * ulong.MaxValue;
    }

    /// <summary>The probability that an adaptive sampler recorded in <c>tracestate</c>: 1 - T of <c>ot=th:T</c>, as OpenTelemetry's specification of it says; null where there is none.</summary>
    /// <param name="traceState">W3C tracestate.</param>
    public static double? Probability(string? traceState)
    {
        var fields = traceState?.Split(',').Select(member => member.Trim()).FirstOrDefault(member => member.StartsWith("ot=", StringComparison.Ordinal))?[3..];
        return fields?.Split(';').FirstOrDefault(field => field.StartsWith("th:", StringComparison.Ordinal)) is { Length: >= 4 and <= 17 } threshold
            && ulong.TryParse(threshold[3..].PadRight(14, '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rejected)
            ? 1 - (rejected / Math.Pow(2, 56))
            : null;
    }
}
