using Microsoft.Extensions.Logging;

namespace TracingReference.Defaults.Http;

internal static partial class HttpLog
{
    [LoggerMessage(LogLevel.Warning, "{Method} to {Host} failed; attempt {Attempt} follows in {Delay} ms")]
    public static partial void Retrying(ILogger logger, HttpMethod method, string? host, int attempt, double delay);
}
