using System.Diagnostics;

namespace TracingReference.HostingTests.Support;

/// <summary>Looks at processes that are not children of this one, so that nothing tells when they end.</summary>
internal static class Processes
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>This assembly as a program.</summary>
    public static string Self => typeof(Processes).Assembly.Location;

    public static bool IsRunning(int id)
    {
        var stat = $"/proc/{id}/stat";
        try
        {
            // A zombie has ended; who started it has not asked yet.
            var text = File.ReadAllText(stat);
            return text[(text.LastIndexOf(')') + 2)..][0] != 'Z';
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false;
        }
    }

    public static Task GoneAsync(int id, CancellationToken cancellationToken) => UntilAsync(() => !IsRunning(id), cancellationToken);

    public static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>Starts this assembly, or another program of .NET.</summary>
    public static Process Start(string program, params string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
