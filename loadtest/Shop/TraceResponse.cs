using System.Globalization;

namespace TracingReference.LoadTest.Shop;

/// <summary>The <c>traceresponse</c> header (W3C Trace Context level 2): what the request's trace is called, and whether it was sampled at the head.</summary>
/// <param name="TraceId">32 lower-case hexadecimal digits.</param>
/// <param name="SpanId">16 of them: the gateway's server span.</param>
/// <param name="IsSampled">The sampled flag.</param>
public sealed record TraceResponse(string TraceId, string SpanId, bool IsSampled)
{
    /// <returns>Null where it is no valid header of version 00.</returns>
    public static TraceResponse? Parse(string? header) =>
        header?.Split('-') is ["00", { Length: 32 } trace, { Length: 16 } span, { Length: 2 } flags]
            && byte.TryParse(flags, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
            ? new(trace, span, (bits & 1) != 0)
            : null;
}
