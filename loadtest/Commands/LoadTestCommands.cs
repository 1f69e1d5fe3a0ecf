using System.Diagnostics;
using System.Globalization;
using NBomber.CSharp;
using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Capacity;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Soak;

namespace TracingReference.LoadTest.Commands;

/// <summary>Every command, and what they have in common: a report at the end, also at an early one.</summary>
internal static class LoadTestCommands
{
    private static readonly Dictionary<string, Func<Run, CancellationToken, Task>> Measuring = new(StringComparer.Ordinal)
    {
        ["overhead"] = OverheadCommand.RunAsync,
        ["sampling"] = SamplingCommand.RunAsync,
        ["compare"] = (run, stop) => CompareReports.IsReport(run.Options.A) || CompareReports.IsReport(run.Options.B)
            ? CompareReports.RunAsync(run, stop)
            : CompareCommand.RunAsync(run, stop),
        ["capacity"] = CapacityCommand.RunAsync,
        ["soak"] = SoakCommand.RunAsync,
    };

    /// <exception cref="LoadTestException">It could not even begin, or its reports cannot be written.</exception>
    public static async Task<ExitCode> RunAsync(LoadTestOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        Say($"packages: {BuildInfo.Packages}, profile: {options.Profile.ToString().ToLowerInvariant()}, out: {options.Out}");
        if (options.Command == "scenario")
        {
            return await Interruptible(() => ScenarioCommand.RunAsync(options, Say, cancellationToken)).ConfigureAwait(false);
        }

        if (!Measuring.TryGetValue(options.Command, out var measure))
        {
            throw new LoadTestException($"{options.Command} is not in this build.");
        }

        // What can go wrong without a measurement goes wrong before it.
        var budgets = BudgetFile.Read(options.Budgets ?? BudgetFile.Default).Where(budget => budget.Command == options.Command).ToArray();
        ReportFiles.Prepare(options.Out);
        var report = Begin(options, await Commit.FindAsync(BuildInfo.RepositoryRoot, CancellationToken.None).ConfigureAwait(false));
        try
        {
            await measure(new Run(options, report, Say) { Budgets = budgets }, cancellationToken).ConfigureAwait(false);
            report.IsComplete = true;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            report.Error = "interrupted."; // whatever failed first: a terminal's ctrl-C reaches the systems, too
        }
        catch (LoadTestException e)
        {
            report.Error = e.Message;
        }
        catch (Exception e)
        {
            report.Error = e.ToString(); // a fault of this program; what was measured is worth a report all the same
        }

        report.Seconds = clock.Elapsed.TotalSeconds;
        Tell(report, ReportFiles.Write(report, options.Out));
        return Outcome.Of(report);

        async Task<ExitCode> Interruptible(Func<Task<ExitCode>> command)
        {
            try
            {
                return await command().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Say("interrupted");
                return ExitCode.Failed;
            }
        }

        void Say(string line) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:mm\\:ss} {line}"));
    }

    private static void Tell(Report report, IReadOnlyList<string> paths)
    {
        foreach (var result in report.Budgets)
        {
            var verdict = result.Verdict == Verdict.NotJudged ? "not judged" : result.Verdict.ToString().ToLowerInvariant();
            Console.WriteLine($"{verdict,-12} {result.Name}{(result.Service is null ? "" : $", {result.Service}")}{(result.Gates ? "" : " (informs)")}: {result.Reason}");
        }

        foreach (var remark in report.Remarks)
        {
            Console.WriteLine($"remark       {remark}");
        }

        Console.WriteLine(Outcome.Line(report));
        foreach (var line in (report.Error ?? "").Split('\n').Skip(1)) // a process's last words, below what has become of it
        {
            Console.WriteLine($"    {line.TrimEnd()}");
        }

        foreach (var path in paths)
        {
            Console.WriteLine(path);
        }
    }

    private static Report Begin(LoadTestOptions options, string? commit) => new()
    {
        Version = Report.CurrentVersion,
        Command = options.Command,
        Profile = options.Profile.ToString().ToLowerInvariant(),
        Packages = BuildInfo.Packages,
        LoadGenerator = typeof(NBomberRunner).Assembly.GetName() is var name ? $"{name.Name} {name.Version}" : "",
        Commit = commit,
        Machine = Machine.Here(),
        Seed = options.Seed,
        Planted = options.Plant,
        Target = options.Target?.AbsoluteUri,
        Begun = DateTimeOffset.UtcNow,
    };
}
