namespace NBomber.Contracts.Stats;

/// <summary>A report that was written.</summary>
public sealed class ReportFile
{
    public string FilePath { get; set; } = "";

    public ReportFormat ReportFormat { get; set; }

    public string ReportContent { get; set; } = "";
}
