namespace NBomber.Contracts;

/// <summary>What a step or an iteration of a scenario came to.</summary>
public interface IResponse
{
    string StatusCode { get; }

    bool IsError { get; }

    long SizeBytes { get; }

    /// <summary>A latency in milliseconds that counts instead of the measured one; 0 for none.</summary>
    double CustomLatencyMs { get; }

    string Message { get; }
}
