using System.ComponentModel;
using System.Diagnostics;

namespace TracingReference.LoadTest.Commands;

/// <summary>Asks git which commit a folder is of.</summary>
internal static class Commit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Its hash, with <c>-dirty</c> where tracked files differ from it; null without git or a repository, or where git does not answer in time.</returns>
    public static async Task<string?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await AskAsync(folder, ["rev-parse", "HEAD"], patience.Token).ConfigureAwait(false) is not { Length: > 0 } hash ? null
                : await AskAsync(folder, ["status", "--porcelain", "--untracked-files=no"], patience.Token).ConfigureAwait(false) is "" ? hash
                : $"{hash}-dirty";
        }
        catch (Exception e) when (e is Win32Exception || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<string?> AskAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        using var git = new Process
        {
            StartInfo = new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        git.Start();
        try
        {
            var errors = git.StandardError.ReadToEndAsync(cancellationToken);
            var answer = await git.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await git.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return git.ExitCode == 0 ? answer.Trim() : null;
        }
        finally
        {
            if (!git.HasExited)
            {
                git.Kill();
            }
        }
    }
}
