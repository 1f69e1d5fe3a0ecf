namespace NBomber.Contracts.Stats;

/// <summary>What a test came to.</summary>
public sealed class NodeStats
{
    public ScenarioStats[] ScenarioStats { get; set; } = [];

    public ThresholdResult[] Thresholds { get; set; } = [];

    public NodeInfo NodeInfo { get; set; } = new();

    public TestInfo TestInfo { get; set; } = new();

    public TimeSpan Duration { get; set; }

    public ReportFile[] ReportFiles { get; set; } = [];
}
