using System.Diagnostics;
using System.Globalization;
using NBomber.CSharp;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;

namespace TracingReference.LoadTest.Commands;

/// <summary>Every command, and what they have in common: a report at the end, also at an early one.</summary>
internal static class LoadTestCommands
{
    private static readonly Dictionary<string, Func<Run, CancellationToken, Task>> Measuring = new(StringComparer.Ordinal)
    {
        ["overhead"] = OverheadCommand.RunAsync,
        ["compare"] = CompareCommand.RunAsync,
        ["sampling"] = SamplingCommand.RunAsync,
    };

    /// <exception cref="LoadTestException">It could not even begin.</exception>
    public static async Task<ExitCode> RunAsync(LoadTestOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        Say($"packages: {BuildInfo.Packages}, profile: {options.Profile.ToString().ToLowerInvariant()}, out: {options.Out}");
        if (options.Command == "scenario")
        {
            return await Interruptible(() => ScenarioCommand.RunAsync(options, Say, cancellationToken)).ConfigureAwait(false);
        }

        var report = Begin(options);
        var exit = await Interruptible(async () =>
        {
            await Measuring[options.Command](new Run(options, report, Say), cancellationToken).ConfigureAwait(false);
            report.IsComplete = true;
            return Judge(report);
        }).ConfigureAwait(false);
        report.Seconds = clock.Elapsed.TotalSeconds;
        return exit;

        async Task<ExitCode> Interruptible(Func<Task<ExitCode>> command)
        {
            try
            {
                return await command().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Say("interrupted: what was measured until now is reported, marked as partial");
                return ExitCode.Failed;
            }
        }

        void Say(string line) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:mm\\:ss} {line}"));
    }

    private static ExitCode Judge(Report report) => ExitCode.Pass;

    private static Report Begin(LoadTestOptions options) => new()
    {
        Command = options.Command,
        Profile = options.Profile.ToString().ToLowerInvariant(),
        Packages = BuildInfo.Packages,
        LoadGenerator = typeof(NBomberRunner).Assembly.GetName() is var name ? $"{name.Name} {name.Version}" : "",
        Machine = Machine.Here(),
        Seed = options.Seed,
        Planted = options.Plant,
        Begun = DateTimeOffset.UtcNow,
    };
}
