using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>What goes along with a batch of its request.</summary>
internal static class RequestMetadata
{
    /// <param name="context">The request.</param>
    /// <param name="withHeaders">include_metadata: whether headers go along; the client's address always does.</param>
    public static ClientMetadata Of(HttpContext context, bool withHeaders) => new(
        withHeaders
            ? context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.Select(value => value ?? "").ToArray(), StringComparer.OrdinalIgnoreCase)
            : ClientMetadata.NoHeaders,
        context.Connection.RemoteIpAddress);
}
