namespace TracingReference.LoadTest.Reports;

/// <summary>
/// Everything that a run measured, down to the raw blocks, so that anyone can compute each figure again. It is what
/// report.json holds (docs/report.md has its schema), and what report.md and report.html are made from. A command fills it as
/// it goes: what is there when a run is interrupted is reported, marked as partial.
/// </summary>
public sealed class Report
{
    public const int CurrentVersion = 3;

    /// <summary>Of the schema; it grows when a field changes its meaning or goes.</summary>
    public required int Version { get; init; }

    /// <summary>overhead, sampling, capacity, soak or compare.</summary>
    public required string Command { get; init; }

    /// <summary>quick, ci or full.</summary>
    public required string Profile { get; init; }

    /// <summary>Where packages came from: embedded or public. Reports of different sources are never compared.</summary>
    public required string Packages { get; init; }

    /// <summary>What made the load: NBomber's assembly and version.</summary>
    public required string LoadGenerator { get; init; }

    /// <summary>The commit that was measured, -dirty where files differed from it; null outside of a repository.</summary>
    public string? Commit { get; init; }

    public required Machine Machine { get; init; }

    /// <summary>Of every choice made at random.</summary>
    public required int Seed { get; init; }

    /// <summary>The fault that was planted; null for none.</summary>
    public string? Planted { get; init; }

    public required DateTimeOffset Begun { get; init; }

    /// <summary>How long it took, the start of systems included.</summary>
    public double Seconds { get; set; }

    /// <summary>Whether it ran to its end.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Why it did not.</summary>
    public string? Error { get; set; }

    /// <summary>The gateway that ran already; null where the run started its own systems.</summary>
    public string? Target { get; init; }

    /// <summary>Whether each budget is kept.</summary>
    public List<BudgetResult> Budgets { get; init; } = [];

    /// <summary>What could not be accounted for, and other things that a reader has to know.</summary>
    public List<string> Remarks { get; init; } = [];

    public OverheadSection? Overhead { get; set; }

    public SamplingSection? Sampling { get; set; }

    public CapacitySection? Capacity { get; set; }

    public SoakSection? Soak { get; set; }

    public ReportComparison? Comparison { get; set; }
}
