using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Comparing;

/// <summary>The figures of a report that another one of the same command has as well.</summary>
internal static class ReportedFigures
{
    public static IEnumerable<(string Subject, string Measure, string Unit, ReportedFigure Figure)> Of(Report report) =>
        Of(report.Overhead).Concat(Of(report.Capacity)).Concat(Of(report.Soak));

    private static IEnumerable<(string Subject, string Measure, string Unit, ReportedFigure Figure)> Of(OverheadSection? overhead) =>
        from pair in overhead?.Pairs ?? []
        from difference in pair.Differences
        from scaled in new[] { (Name: $"{difference.Measure}, added", difference.Unit, Comparison: difference.Absolute), (Name: $"{difference.Measure}, relatively", Unit: "", Comparison: difference.Relative) }
        where scaled.Comparison is not null
        select ($"{(pair.IsControl ? $"control {pair.A}" : $"{pair.B} against {pair.A}")}, {difference.Service}", scaled.Name, scaled.Unit, new ReportedFigure(scaled.Comparison.Estimate, scaled.Comparison.Interval));

    private static IEnumerable<(string Subject, string Measure, string Unit, ReportedFigure Figure)> Of(CapacitySection? capacity) =>
        from arm in capacity?.Arms ?? []
        select (arm.Arm, "capacity", "/s", new ReportedFigure(arm.Median, null));

    private static IEnumerable<(string Subject, string Measure, string Unit, ReportedFigure Figure)> Of(SoakSection? soak) =>
        from growth in soak?.Growth ?? []
        select (growth.Service, "memory-growth", "bytes/h", new ReportedFigure(growth.BytesPerHour, growth.Interval));
}
