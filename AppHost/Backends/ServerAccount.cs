using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TracingReference.AppHost.Backends;

/// <summary>The user that a server runs as when root starts it.</summary>
internal sealed class ServerAccount
{
    public const string Setpriv = "/usr/bin/setpriv";

    // Root's own folders are closed to that user, so programs and data go to /var/tmp: linked where both are on one disk.
    // Of data folders that were for a while only, what is here goes when they are gone.
    private const string Stage = """
        set -eu
        home=$1 source=$2 owner=$3 link=$4 temporary=$5
        for other in /var/tmp/tracing-reference-*; do
          [ -O "$other/.link" ] || continue
          former=$(cat "$other/.link")
          case $former in "$temporary"*) [ -e "${former%/*}" ] || rm -rf "$other" ;; esac
        done
        if [ -e "$home" ] && { [ -L "$home" ] || [ "$(stat -c %u "$home")" != 0 ]; }; then
          echo "$home belongs to somebody else" >&2; exit 1
        fi
        if [ -e "$link" ] && [ ! -L "$link" ]; then
          echo "$link was made by another user than root" >&2; exit 1
        fi
        if [ ! -L "$link" ]; then
          rm -rf "$home"
          mkdir -m 0711 "$home"
          ln -s "$home" "$link"
        fi
        mkdir -p -m 0711 "$home"
        printf %s "$link" > "$home/.link"
        if [ "$(cat "$home/server/.source" 2>/dev/null)" != "$source" ]; then
          rm -rf "$home/server" "$home/server.new"
          cp -al "$source" "$home/server.new" 2>/dev/null || { rm -rf "$home/server.new"; cp -a "$source" "$home/server.new"; }
          printf %s "$source" > "$home/server.new/.source"
          mv "$home/server.new" "$home/server"
        fi
        [ -d "$home/cluster" ] || mkdir -m 0700 "$home/cluster"
        chown "$owner" "$home/cluster"
        """;

    private const string HomePrefix = "/var/tmp/tracing-reference-";

    private readonly string _user;
    private readonly string _group;

    private ServerAccount(string user, string group)
    {
        _user = user;
        _group = group;
    }

    /// <summary>What comes before the program and its arguments.</summary>
    public IReadOnlyList<string> SetprivArguments => [$"--reuid={_user}", $"--regid={_group}", "--clear-groups", "--"];

    public IReadOnlyList<string> Command => [Setpriv, .. SetprivArguments];

    /// <summary>Null unless this is root.</summary>
    /// <exception cref="DistributedApplicationException">This is root, and there is nobody else to be.</exception>
    public static ServerAccount? ForThisUser()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        if (!File.Exists(Setpriv))
        {
            throw new DistributedApplicationException("PostgreSQL refuses to run as root, and 'setpriv' was not found. Install util-linux, or run as another user.");
        }

        var nobody = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(entry => entry[0] == "nobody" && entry.Length > 3)
            ?? throw new DistributedApplicationException("PostgreSQL refuses to run as root, and there is no user 'nobody'. Run as another user.");
        return new(nobody[2], nobody[3]);
    }

    /// <summary>Where that user keeps what would otherwise be in this folder. A data folder that was moved keeps its link.</summary>
    /// <exception cref="DistributedApplicationException">There is a link that was not made here.</exception>
    public string HomeFor(string folder)
    {
        if (new FileInfo(folder).LinkTarget is { } home)
        {
            return IsHome(home) ? home : throw new DistributedApplicationException($"{folder} leads to {home}, where no server of this system lives. Delete that link.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
        return string.Create(CultureInfo.InvariantCulture, $"{HomePrefix}{hash}");
    }

    /// <summary>Puts the programs where that user can run them, and makes the folder for the data. The link in the data folder
    /// says that the two belong together: without it, what is there was left by a data folder that has been deleted.</summary>
    public Task StageAsync(string programs, string home, string link, CancellationToken cancellationToken) =>
        Tool.RunAsync(["/bin/sh", "-c", Stage, "stage", home, programs, $"{_user}:{_group}", link, Path.GetTempPath()], "", cancellationToken);

    private static bool IsHome(string path) =>
        path.StartsWith(HomePrefix, StringComparison.Ordinal) && !path[HomePrefix.Length..].Contains('/', StringComparison.Ordinal);
}
