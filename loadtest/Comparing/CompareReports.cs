using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Comparing;

/// <summary>Holds two report.json side by side; it starts nothing and judges nothing.</summary>
internal static class CompareReports
{
    /// <summary>Whether an argument of <c>--a</c> or <c>--b</c> names a report and not an arm.</summary>
    public static bool IsReport(string argument) => argument.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="LoadTestException">One is no report, or they are of different things.</exception>
    public static Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (a, b) = (Read("--a", run.Options.A), Read("--b", run.Options.B));
        run.Report.Comparison = Of(a, run.Options.A, b, run.Options.B);
        run.Report.Remarks.AddRange(Remarks(a, b));
        foreach (var each in run.Report.Comparison.Differences)
        {
            var interval = each.Interval is { } bounds ? $" ({Quantity.Format(bounds.Lower, each.Unit)} to {Quantity.Format(bounds.Upper, each.Unit)})" : "";
            run.Say($"{each.Subject}, {each.Measure}: {Quantity.Format(each.A.Estimate, each.Unit)}, then {Quantity.Format(each.B.Estimate, each.Unit)}: {Quantity.Added(each.Change, each.Unit)}{interval}");
        }

        return Task.CompletedTask;
    }

    /// <exception cref="LoadTestException">They are of different things.</exception>
    public static ReportComparison Of(Report a, string fileA, Report b, string fileB)
    {
        Same("commands", a.Command, b.Command);
        Same("packages", a.Packages, b.Packages);
        Same("load generators", a.LoadGenerator, b.LoadGenerator);
        var others = ReportedFigures.Of(b).ToDictionary(figure => (figure.Subject, figure.Measure, figure.Unit), figure => figure.Figure);
        return new(Source(a, fileA), Source(b, fileB))
        {
            Differences = [.. ReportedFigures.Of(a).Where(figure => others.ContainsKey((figure.Subject, figure.Measure, figure.Unit))).Select(figure =>
                Difference(figure.Subject, figure.Measure, figure.Unit, figure.Figure, others[(figure.Subject, figure.Measure, figure.Unit)]))],
        };
    }

    private static ReportDifference Difference(string subject, string measure, string unit, ReportedFigure a, ReportedFigure b)
    {
        var change = b.Estimate - a.Estimate;
        return new(subject, measure, unit, a, b, change, a.Interval is { } ofA && b.Interval is { } ofB
            ? new Interval(change - Length(b.Estimate - ofB.Lower, ofA.Upper - a.Estimate), change + Length(ofB.Upper - b.Estimate, a.Estimate - ofA.Lower))
            : null);

        static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
    }

    private static IEnumerable<string> Remarks(Report a, Report b)
    {
        yield return "The two runs' blocks are not interleaved: a drift of the machine between them is in every change. No budget is judged by it.";
        if (a.Machine with { LoadBefore = null } != b.Machine with { LoadBefore = null })
        {
            yield return $"The machines differ: {Describe(a.Machine)}, and {Describe(b.Machine)}.";
        }

        if (a.Commit != b.Commit)
        {
            yield return $"The commits differ: {a.Commit ?? "unknown"}, and {b.Commit ?? "unknown"}.";
        }

        if (a.Profile != b.Profile)
        {
            yield return $"The profiles differ: {a.Profile}, and {b.Profile}.";
        }

        foreach (var (side, report) in new[] { ("A", a), ("B", b) })
        {
            if (!report.IsComplete)
            {
                yield return $"Report {side} is partial: {report.Error}";
            }

            if (report.Planted is { } planted)
            {
                yield return $"In report {side} a fault was planted: {planted}.";
            }
        }
    }

    private static string Describe(Machine machine) => $"{machine.Processor}, {machine.Cores} cores, {Quantity.Format(machine.MemoryBytes, "bytes")}, {machine.OperatingSystem}, {machine.Runtime}";

    private static ReportSource Source(Report report, string file) => new(file, report.Commit, report.Begun, report.Profile, report.IsComplete, report.Machine);

    private static Report Read(string option, string path) => IsReport(path)
        ? ReportFiles.Read(path)
        : throw new LoadTestException($"{option} must be a report.json where the other is one, not '{path}'. See --help.");

    private static void Same(string what, string a, string b)
    {
        if (a != b)
        {
            throw new LoadTestException($"The reports are of different {what}, '{a}' and '{b}': what they measured cannot be compared.");
        }
    }
}
