namespace NBomber.Contracts.Stats;

/// <summary>Which test is running.</summary>
public sealed class TestInfo
{
    public string SessionId { get; set; } = "";

    public string TestSuite { get; set; } = "";

    public string TestName { get; set; } = "";

    public string ClusterId { get; set; } = "";

    /// <summary>In UTC.</summary>
    public DateTime Created { get; set; }
}
