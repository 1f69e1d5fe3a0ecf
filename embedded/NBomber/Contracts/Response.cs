namespace NBomber.Contracts;

/// <summary>What a step or an iteration of a scenario came to. The stand-in keeps no payload.</summary>
/// <typeparam name="T">What a payload would be.</typeparam>
public sealed class Response<T> : IResponse
{
    internal Response(string statusCode, bool isError, long sizeBytes, double customLatencyMs, string message)
    {
        StatusCode = statusCode;
        IsError = isError;
        SizeBytes = sizeBytes;
        CustomLatencyMs = customLatencyMs;
        Message = message;
    }

    public string StatusCode { get; }

    public bool IsError { get; }

    public long SizeBytes { get; }

    public double CustomLatencyMs { get; }

    public string Message { get; }
}
