using System.Diagnostics;

namespace TracingReference.AppHostTests;

/// <summary>A program of this repository that has run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed on standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // bin/{packages}/{configuration}/net10.0, the same for every project.
    private static readonly string Outputs = Path.GetRelativePath(
        Path.Combine(BuildInfo.RepositoryRoot, "tests", "AppHost.Tests"), AppContext.BaseDirectory);

    public static Task<ProgramRun> AppHostAsync(params string[] args) => ServiceAsync("AppHost/AppHost.csproj", args);

    /// <param name="project">The project's file, from the root.</param>
    /// <param name="args">The program's arguments.</param>
    public static Task<ProgramRun> ServiceAsync(string project, params string[] args)
    {
        var outputs = Path.Combine(BuildInfo.RepositoryRoot, Path.GetDirectoryName(project)!, Outputs);
        var program = Path.ChangeExtension(Path.ChangeExtension(Directory.EnumerateFiles(outputs, "*.runtimeconfig.json").Single(), null), "dll");
        return DotnetAsync([program, .. args]);
    }

    /// <exception cref="TimeoutException">It goes on for a minute; it is ended then.</exception>
    public static async Task<ProgramRun> DotnetAsync(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Limit);
            return new(process.ExitCode, (await output.WaitAsync(Limit)).Trim(), (await errors.WaitAsync(Limit)).Trim());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
