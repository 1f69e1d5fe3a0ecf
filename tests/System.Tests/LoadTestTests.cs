using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using TracingReference.SystemTests.Shop;
using TracingReference.Tests.Support;

namespace TracingReference.SystemTests;

/// <summary>
/// The harness's machinery, from its command line to its reports. Not its verdicts: on a machine that runs tests they say
/// nothing.
/// </summary>
public sealed class LoadTestTests : IAsyncLifetime
{
    private const int Failed = 3;
    private const int SigInt = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8); // twice what the quick profile promises
    private readonly DirectoryInfo results = Directory.CreateTempSubdirectory("tracing-reference-");
    private SystemLock turn = null!;

    public async Task InitializeAsync() => turn = await SystemLock.AcquireAsync();

    public Task DisposeAsync()
    {
        results.Delete(recursive: true);
        turn.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("overhead")]
    [InlineData("sampling")]
    public async Task A_quick_run_ends_with_a_verdict_and_a_whole_report(string command)
    {
        using var run = Start(command, "--profile", "quick");
        var said = await EndAsync(run);

        Assert.True(run.ExitCode is >= 0 and < Failed, $"It ended with {run.ExitCode}:\n{said}");
        var report = Report();
        Assert.True((bool)report["isComplete"]!);
        Assert.NotEmpty(report["budgets"]!.AsArray());
        Assert.Contains("</html>", File.ReadAllText(Path.Combine(results.FullName, "report.html")), StringComparison.Ordinal);
        Assert.NotEmpty(File.ReadAllText(Path.Combine(results.FullName, "report.md")));
    }

    [Fact]
    public async Task An_interrupted_run_reports_what_it_has()
    {
        using var run = Start("overhead", "--profile", "quick");
        while (await run.StandardError.ReadLineAsync().WaitAsync(Patience) is { } line && !line.Contains("quad 1 of", StringComparison.Ordinal))
        {
        }

        Assert.Equal(0, Kill(run.Id, SigInt));
        await EndAsync(run);

        Assert.Equal(Failed, run.ExitCode);
        var report = Report();
        Assert.False((bool)report["isComplete"]!);
        Assert.Equal("interrupted.", (string)report["error"]!);
        Assert.NotEmpty(report["overhead"]!["pairs"]![0]!["quads"]!.AsArray());
        Assert.Contains("interrupted", File.ReadAllText(Path.Combine(results.FullName, "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_target_is_named()
    {
        using var run = Start("scenario", "--scenario", "browse", "--target", "http://127.0.0.1:1");
        var said = await EndAsync(run);

        Assert.Equal(Failed, run.ExitCode);
        Assert.Contains("Nothing answers at http://127.0.0.1:1/", said, StringComparison.Ordinal);
    }

    private static async Task<string> EndAsync(Process run)
    {
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = run.StandardError.ReadToEndAsync();
        try
        {
            await run.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            run.Kill(entireProcessTree: true);
            throw;
        }

        return await output + await errors;
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LoadTest.Otlp.ReceivedSpan).Assembly.Location, .. args, "--out", results.FullName])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private JsonObject Report() => JsonNode.Parse(File.ReadAllText(Path.Combine(results.FullName, "report.json")))!.AsObject();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
