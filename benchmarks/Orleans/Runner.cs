using System.Diagnostics;
using System.Text.Json;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>Starts a fresh process for every sample, so that none profits from the one before.</summary>
internal static class Runner
{
    public static Sample Run(Tracing tracing, int cores, double seconds)
    {
        // taskset, as the runtime counts its cores once, when it starts.
        var start = new ProcessStartInfo("taskset", ["-c", $"0-{cores - 1}", Environment.ProcessPath!, .. Self(), "--sample", tracing.ToString(), "--seconds", $"{seconds}"])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_HillClimbing_Disable"] = "1", ["DOTNET_TieredPGO"] = "1" },
        };
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)) || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"A run with {tracing} on {cores} cores failed: {line}");
        }

        return JsonSerializer.Deserialize(line, SampleJson.Default.Sample)!;
    }

    // Under `dotnet x.dll` the process is dotnet, and the first argument is the program.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Runner).Assembly.Location] : [];
}
