using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Runtime;

/// <summary>A shell that outlives this process. It is told every process group that is started, and when this process
/// has gone, however it went, the groups that are left are ended.</summary>
internal sealed class Watchdog : IDisposable
{
    // Its standard input is a pipe whose other end nobody but this process has (.NET opens pipes close-on-exec), so
    // that end of file means that this process is gone. It ends what is left politely first, then by force after 2 s.
    private const string Script = """
        trap '' HUP INT QUIT TERM
        groups=
        while read -r verb group; do
          case $verb in
            add) groups="$groups $group" ;;
            del) rest=; for g in $groups; do [ "$g" = "$group" ] || rest="$rest $g"; done; groups=$rest ;;
          esac
        done
        for g in $groups; do kill -TERM -- "-$g"; done
        for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
          left=
          for g in $groups; do kill -0 -- "-$g" && left="$left $g"; done
          [ -n "$left" ] || exit 0
          groups=$left
          sleep 0.1
        done
        for g in $groups; do kill -KILL -- "-$g"; done
        """;

    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(4);

    private readonly Lock _lock = new();
    private Process? _shell;

    public void Add(int group) => Tell("add", group);

    public void Remove(int group) => Tell("del", group);

    public void Dispose()
    {
        lock (_lock)
        {
            if (_shell is null)
            {
                return;
            }

            _shell.StandardInput.Dispose();
            _shell.WaitForExit(ExitTimeout);
            _shell.Dispose();
            _shell = null;
        }
    }

    private void Tell(string verb, int group)
    {
        lock (_lock)
        {
            _shell ??= Start();
            _shell.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{verb} {group}\n"));
            _shell.StandardInput.Flush();
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Session.Setsid) { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.ArgumentList.Add("/bin/sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec >/dev/null 2>&1\n{Script}");
        return Process.Start(start)!;
    }
}
