using System.Globalization;

namespace Aspire.Hosting.Runtime;

/// <summary>Remembers a run's watchdog beside its logs. When the AppHost is killed and started again at once, that watchdog
/// still clears away what the former run has left; the ports and files of those processes are free only then.</summary>
internal sealed class FormerRun(AppHostFolders folders)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly string? _file = folders.State is { } state ? Path.Combine(state, "watchdog") : null;

    /// <param name="processId">The watchdog's.</param>
    /// <param name="mark">What its command line ends with: a process id alone may belong to another process later.</param>
    public void Remember(int processId, string mark)
    {
        if (_file is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.WriteAllText(_file, string.Create(CultureInfo.InvariantCulture, $"{processId} {mark}"));
        }
    }

    public void Forget()
    {
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }

    /// <summary>Returns when nothing of the former run is left, or after 10 s: what still stands in the way then says so itself.</summary>
    public async Task GoneAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_file) || (await File.ReadAllTextAsync(_file, cancellationToken).ConfigureAwait(false)).Split(' ') is not [var id, var mark])
        {
            return;
        }

        for (var waited = TimeSpan.Zero; waited < Patience && CommandLine(id).EndsWith($"{mark}\0", StringComparison.Ordinal); waited += Poll)
        {
            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string CommandLine(string processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
