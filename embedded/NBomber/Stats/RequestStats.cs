namespace NBomber.Contracts.Stats;

/// <summary>How many.</summary>
public sealed class RequestStats
{
    public int Count { get; set; }

    /// <summary>Per second.</summary>
    public double RPS { get; set; }

    /// <summary>Of all responses, ok or failed.</summary>
    public int Percent { get; set; }
}
