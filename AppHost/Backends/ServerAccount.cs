using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TracingReference.AppHost.Backends;

/// <summary>The user that a server runs as when root starts it.</summary>
internal sealed class ServerAccount
{
    public const string Setpriv = "/usr/bin/setpriv";

    // Root's own folders are closed to that user, so programs and data go to /var/tmp: linked where both are on one disk.
    private const string Stage = """
        set -eu
        home=$1 source=$2 owner=$3 link=$4
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
        if [ "$(cat "$home/server/.source" 2>/dev/null)" != "$source" ]; then
          rm -rf "$home/server" "$home/server.new"
          cp -al "$source" "$home/server.new" 2>/dev/null || { rm -rf "$home/server.new"; cp -a "$source" "$home/server.new"; }
          printf %s "$source" > "$home/server.new/.source"
          mv "$home/server.new" "$home/server"
        fi
        [ -d "$home/cluster" ] || mkdir -m 0700 "$home/cluster"
        chown "$owner" "$home/cluster"
        """;

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

    /// <summary>Where that user keeps what would otherwise be in this folder.</summary>
    public string HomeFor(string folder)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
        return string.Create(CultureInfo.InvariantCulture, $"/var/tmp/tracing-reference-{hash}");
    }

    /// <summary>Puts the programs where that user can run them, and makes the folder for the data. The link in the data folder
    /// says that the two belong together: without it, what is there was left by a data folder that has been deleted.</summary>
    public Task StageAsync(string programs, string home, string link, CancellationToken cancellationToken) =>
        Tool.RunAsync(["/bin/sh", "-c", Stage, "stage", home, programs, $"{_user}:{_group}", link], "", cancellationToken);
}
