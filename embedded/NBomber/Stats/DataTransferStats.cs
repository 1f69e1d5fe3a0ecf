namespace NBomber.Contracts.Stats;

/// <summary>Sizes, in bytes, as responses told them.</summary>
public sealed class DataTransferStats
{
    public long MinBytes { get; set; }

    public long MeanBytes { get; set; }

    public long MaxBytes { get; set; }

    public long AllBytes { get; set; }

    public double BytesPerSecond { get; set; }
}
