using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>How a failure further down is told to a client: a back end's own status, INTERNAL for good, UNAVAILABLE for now.</summary>
internal static class ConsumeStatus
{
    public static StatusCode Of(ConsumeException error) =>
        error.Status ?? (error.IsPermanent ? StatusCode.Internal : StatusCode.Unavailable);

    /// <summary>The HTTP status for a gRPC status.</summary>
    public static int Http(StatusCode status) => status switch
    {
        StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Aborted or StatusCode.OutOfRange or StatusCode.Unavailable or StatusCode.DataLoss => 503,
        StatusCode.ResourceExhausted => 429,
        StatusCode.InvalidArgument => 400,
        StatusCode.Unauthenticated => 401,
        StatusCode.PermissionDenied => 403,
        StatusCode.Unimplemented => 404,
        _ => 500,
    };
}
