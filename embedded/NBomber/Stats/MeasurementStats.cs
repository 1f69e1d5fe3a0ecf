namespace NBomber.Contracts.Stats;

/// <summary>What was measured of the ok, or of the failed.</summary>
public sealed class MeasurementStats
{
    public RequestStats Request { get; set; } = new();

    public LatencyStats Latency { get; set; } = new();

    public DataTransferStats DataTransfer { get; set; } = new();

    public StatusCodeStats[] StatusCodes { get; set; } = [];
}
