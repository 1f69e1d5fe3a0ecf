namespace NBomber.Contracts.Stats;

/// <summary>Where it is running.</summary>
public sealed class NodeInfo
{
    public string MachineName { get; set; } = "";

    public OperationType CurrentOperation { get; set; }

    public string OS { get; set; } = "";

    public string DotNetVersion { get; set; } = "";

    public string Processor { get; set; } = "";

    public int CoresCount { get; set; }

    public string NBomberVersion { get; set; } = "";
}
