using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Runtime;

/// <summary>A shell that outlives this process. It is told every process group that is started, and when this process
/// has gone, however it went, the groups that are left are ended.</summary>
internal sealed class Watchdog(FormerRun former) : IDisposable
{
    private const string Marker = "EMBEDDED_ASPIRE_RUN";

    // Its standard input is a pipe whose other end nobody but this process has (.NET opens pipes close-on-exec), so
    // end of file means that this process is gone. It ends what is left politely first, then by force after 2 s. The
    // mark finds what was started but not told of any more, and what has left its group.
    private const string Script = """
        exec >/dev/null 2>&1
        trap '' HUP INT QUIT TERM
        groups=
        while read -r verb group; do
          case $verb in
            add) groups="$groups $group" ;;
            del) rest=; for g in $groups; do [ "$g" = "$group" ] || rest="$rest $g"; done; groups=$rest ;;
          esac
        done
        targets() {
          for g in $groups; do echo "-$g"; done
          grep -lz "^$1\$" /proc/[0-9]*/environ | cut -d/ -f3
        }
        for t in $(targets "$1"); do kill -TERM "$t"; done
        for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
          left=
          for t in $(targets "$1"); do kill -0 "$t" && left=yes; done
          [ -n "$left" ] || exit 0
          sleep 0.1
        done
        for t in $(targets "$1"); do kill -KILL "$t"; done
        """;

    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(4);

    private readonly Lock _lock = new();
    private readonly string _run = Guid.NewGuid().ToString("N");
    private Process? _shell;

    /// <summary>Marks the environment of a process that is about to start as one of this run.</summary>
    public void Mark(IDictionary<string, string?> environment) => environment[Marker] = _run;

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
            if (_shell.WaitForExit(ExitTimeout))
            {
                former.Forget();
            }

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

    private Process Start()
    {
        var start = new ProcessStartInfo(Session.Setsid) { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.ArgumentList.Add("/bin/sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add("watchdog");
        start.ArgumentList.Add($"{Marker}={_run}");
        var shell = Process.Start(start)!;
        former.Remember(shell.Id, $"{Marker}={_run}");
        return shell;
    }
}
