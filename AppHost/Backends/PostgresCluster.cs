using System.Globalization;

namespace TracingReference.AppHost.Backends;

/// <summary>The files of a PostgreSQL server on this machine: its programs, and a cluster that is made at the first start.
/// PostgreSQL refuses to run as root; started by root it runs as another user, from a folder that this user can reach.</summary>
internal sealed class PostgresCluster
{
    // One folder that only its user can read, and initdb's work either done or not there: it may be killed half-way.
    private const string Initialize = """
        set -eu
        umask 077
        cd "$1"
        rm -rf data.new
        trap 'rm -f password' EXIT
        cat > password
        "$2/initdb" --pgdata=data.new --username=postgres --pwfile=password --auth=scram-sha-256 --encoding=UTF8 \
          --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8
        mv data.new data
        """;

    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ExitPoll = TimeSpan.FromMilliseconds(50);

    private readonly string _tools;
    private readonly string _home;
    private readonly string _link;
    private readonly ServerAccount? _account;

    private PostgresCluster(string tools, string home, string link, ServerAccount? account)
    {
        _tools = tools;
        _home = home;
        _link = link;
        _account = account;
    }

    /// <summary>What to run: the server itself, or what becomes the server as another user.</summary>
    public string Command => _account is null ? Program("postgres") : ServerAccount.Setpriv;

    /// <summary>Its arguments, but for the port.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        .. _account is null ? [] : (string[])[.. _account.SetprivArguments, Program("postgres")],
        "-D", Data,
        "-c", "listen_addresses=127.0.0.1",
        "-c", "unix_socket_directories=",
        "-c", "max_connections=200",
    ];

    private string Cluster => Path.Combine(_home, "cluster");

    private string Data => Path.Combine(Cluster, "data");

    private string Programs => Path.Combine(_account is null ? _tools : Path.Combine(_home, "server"), "bin");

    public static PostgresCluster In(DataFolder data, string name)
    {
        var link = data.File(name);
        var account = ServerAccount.ForThisUser();
        return new(Path.Combine(BuildInfo.Tools, "postgres"), account?.HomeFor(link) ?? link, link, account);
    }

    /// <summary>Makes the cluster if there is none, and clears away what a server that was killed has left.</summary>
    /// <exception cref="DistributedApplicationException">There are no programs, or the cluster cannot be used by them.</exception>
    public async Task PrepareAsync(string password, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(_tools, "bin", "postgres")))
        {
            throw new DistributedApplicationException($"PostgreSQL was not found in {_tools}. Build the AppHost, which installs it there from npm.");
        }

        if (_account is null)
        {
            Directory.CreateDirectory(Cluster, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        else
        {
            await _account.StageAsync(_tools, _home, _link, cancellationToken).ConfigureAwait(false);
        }

        if (Directory.Exists(Data))
        {
            await CheckVersionAsync(cancellationToken).ConfigureAwait(false);
            await WaitUntilUnusedAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            string[] initialize = ["/bin/sh", "-c", Initialize, "initdb", Cluster, Programs];
            await Tool.RunAsync([.. _account?.Command ?? [], .. initialize], password, cancellationToken).ConfigureAwait(false);
        }
    }

    private string Program(string name) => Path.Combine(Programs, name);

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        var made = (await File.ReadAllTextAsync(Path.Combine(Data, "PG_VERSION"), cancellationToken).ConfigureAwait(false)).Trim();
        var words = (await Tool.RunAsync([Program("postgres"), "--version"], "", cancellationToken).ConfigureAwait(false)).Split(' ');
        var runs = words.Select(w => w.Split('.')[0].Trim()).First(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        if (made != runs)
        {
            throw new DistributedApplicationException(
                $"The data in {_link} was made by PostgreSQL {made}, and this is PostgreSQL {runs}. Delete that folder to begin anew, or use another with --data DIR.");
        }
    }

    /// <summary>After a kill, the server's children need a moment to notice; the next server must not meet them.</summary>
    private async Task WaitUntilUnusedAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; IsInUse(); waited += ExitPoll)
        {
            if (waited > ExitTimeout)
            {
                throw new DistributedApplicationException($"Another PostgreSQL server still works in {Data}. Stop it first.");
            }

            await Task.Delay(ExitPoll, cancellationToken).ConfigureAwait(false);
        }

        // Its process id may have been given to a process that has nothing to do with PostgreSQL.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    // All of a server's processes work in its data folder.
    private bool IsInUse() => Directory.EnumerateDirectories("/proc")
        .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
        .Any(process => WorksIn(process) == Data);

    private static string? WorksIn(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
