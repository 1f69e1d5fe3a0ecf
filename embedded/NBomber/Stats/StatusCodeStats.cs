namespace NBomber.Contracts.Stats;

/// <summary>How often a status occurred.</summary>
public sealed class StatusCodeStats
{
    public string StatusCode { get; set; } = "";

    public bool IsError { get; set; }

    public string Message { get; set; } = "";

    public int Count { get; set; }

    /// <summary>Of all responses, ok or failed.</summary>
    public int Percent { get; set; }
}
