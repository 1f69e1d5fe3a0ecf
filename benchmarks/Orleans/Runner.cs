using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>Starts a fresh process for every sample, so that none profits from the one before.</summary>
internal static class Runner
{
    /// <summary>All samples of a run. The builds take turns, each first as often as the other, so that a machine that slows down slows both.</summary>
    public static IReadOnlyDictionary<Case, List<Sample>> RunAll(Options options, TextWriter progress)
    {
        var samples = new Dictionary<Case, List<Sample>>();
        string[] builds = options.Versus is { } other ? [typeof(Runner).Assembly.Location, other] : [typeof(Runner).Assembly.Location];
        for (var run = 1; run <= options.Runs; run++)
        {
            foreach (var cores in options.Cores)
            {
                foreach (var tracing in options.Tracing)
                {
                    foreach (var build in builds)
                    {
                        var sample = Run(build, tracing, cores, options.Time);
                        var condition = new Case(cores, tracing, sample.Packages);
                        samples.TryAdd(condition, []);
                        samples[condition].Add(sample);
                        progress.WriteLine($"run {run} of {options.Runs}: {condition}: {sample.Sequential.Rate:N0} and {sample.Concurrent.Rate:N0} calls/s");
                    }
                }
            }

            Array.Reverse(builds);
        }

        return samples;
    }

    private static Sample Run(string build, Tracing tracing, int cores, TimeSpan time)
    {
        // taskset, as the runtime counts its cores once, when it starts. One pool thread a core: left to itself the pool
        // tries other numbers, and figures spread fourfold.
        string[] sample = ["--sample", $"{tracing}", "--seconds", time.TotalSeconds.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("taskset", ["-c", $"0-{cores - 1}", "dotnet", build, .. sample])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_HillClimbing_Disable"] = "1", ["DOTNET_TieredPGO"] = "1" },
        };
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(time * 2 + TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{build} with {tracing} on {cores} cores did not end in time.");
        }

        return process.ExitCode == 0
            ? JsonSerializer.Deserialize(line.Result, SampleJson.Default.Sample)!
            : throw new InvalidOperationException($"{build} with {tracing} on {cores} cores failed with exit code {process.ExitCode}; its error is above.");
    }
}
