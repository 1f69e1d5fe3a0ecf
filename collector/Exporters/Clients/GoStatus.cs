using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Clients;

/// <summary>Statuses in the words of Go's gRPC, in which upstream tells of them.</summary>
internal static class GoStatus
{
    public static string Describe(StatusCode status, string message) =>
        $"rpc error: code = {(status == StatusCode.Cancelled ? "Canceled" : status.ToString())} desc = {message}";
}
