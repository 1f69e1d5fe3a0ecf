using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Reports;

/// <summary>Two reports of the same command, held side by side. Their blocks are not interleaved, so it gives no verdict.</summary>
/// <param name="A">The one.</param>
/// <param name="B">The other.</param>
public sealed record ReportComparison(ReportSource A, ReportSource B)
{
    /// <summary>What both have measured.</summary>
    public List<ReportDifference> Differences { get; init; } = [];
}

/// <summary>Where one side comes from.</summary>
/// <param name="File">Its path.</param>
/// <param name="Commit">The commit that it measured.</param>
/// <param name="Begun">When.</param>
/// <param name="Profile">quick, ci or full.</param>
/// <param name="IsComplete">Whether it ran to its end.</param>
/// <param name="Machine">What it ran on.</param>
public sealed record ReportSource(string File, string? Commit, DateTimeOffset Begun, string Profile, bool IsComplete, Machine Machine);

/// <summary>One figure of both reports.</summary>
/// <param name="Subject">Of what: a pair of arms, an arm, a service.</param>
/// <param name="Measure">Which.</param>
/// <param name="Unit">Of all of these; a fraction has none.</param>
/// <param name="A">What the first report says.</param>
/// <param name="B">What the second one says.</param>
/// <param name="Change">B less A.</param>
/// <param name="Interval">Of the change, from both intervals as of independent estimates (Zou and Donner 2008); null where one has none.</param>
public sealed record ReportDifference(string Subject, string Measure, string Unit, ReportedFigure A, ReportedFigure B, double Change, Interval? Interval);

/// <summary>An estimate with its interval.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Interval">Its interval of 95%; null where it has none.</param>
public sealed record ReportedFigure(double Estimate, Interval? Interval);
