namespace NBomber.Contracts.Stats;

/// <summary>How many took how long, in milliseconds.</summary>
public sealed class LatencyCount
{
    public int LessOrEq800 { get; set; }

    public int More800Less1200 { get; set; }

    public int MoreOrEq1200 { get; set; }
}
