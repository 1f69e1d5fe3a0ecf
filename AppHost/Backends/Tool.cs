using System.Diagnostics;

namespace TracingReference.AppHost.Backends;

/// <summary>Runs a short-lived program to its end.</summary>
internal static class Tool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <returns>What it printed.</returns>
    /// <exception cref="DistributedApplicationException">It failed, or took more than a minute.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> command, string input, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token).ConfigureAwait(false);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? await output.ConfigureAwait(false)
                : throw new DistributedApplicationException(
                    $"{string.Join(' ', command.Where(c => !c.Contains('\n', StringComparison.Ordinal)))} failed with exit code {process.ExitCode}: {(await errors.ConfigureAwait(false)).Trim()}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new DistributedApplicationException($"{command[0]} did not end within {Timeout.TotalSeconds} s.");
        }
    }
}
