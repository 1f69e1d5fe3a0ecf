namespace NBomber.Contracts.Stats;

/// <summary>A form of report.</summary>
public enum ReportFormat
{
    Txt = 0,
    Html = 1,
    Csv = 2,
    Md = 3,
}
