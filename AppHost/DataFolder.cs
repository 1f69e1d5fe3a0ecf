using System.Security.Cryptography;

namespace TracingReference.AppHost;

/// <summary>The folder of one running system. Only its owner can read it, and only one AppHost uses it at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int SecretBytes = 32;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string EndpointsFile => File("endpoints.json");

    /// <exception cref="DistributedApplicationException">It cannot be used, or another AppHost uses it.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The data folder {path} cannot be made: {e.Message}", e);
        }

        FileStream @lock;
        try
        {
            // The system lets go of the lock when this process ends, however it ends.
            @lock = new(System.IO.Path.Combine(path, "lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerOnly,
            });
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DistributedApplicationException($"The data folder {path} belongs to somebody else: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new DistributedApplicationException(
                $"The data folder {path} is in use by another AppHost. Stop that one, or give this one its own with --data DIR or --port-offset N.", e);
        }

        // What an AppHost that was killed has left would mislead those who wait for this one.
        var data = new DataFolder(path, @lock);
        System.IO.File.Delete(data.EndpointsFile);
        return data;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A key of this system, as base64: made once, kept in a file that only its owner can read.</summary>
    public string Secret(string name)
    {
        var file = File($"{name}.secret");
        if (System.IO.File.Exists(file))
        {
            return System.IO.File.ReadAllText(file);
        }

        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        WriteAtomically(file, secret);
        return secret;
    }

    /// <summary>Writes a file that only its owner can read, all of it or nothing.</summary>
    public static void WriteAtomically(string file, string text)
    {
        var unfinished = $"{file}.new";
        System.IO.File.Delete(unfinished);
        using (var writer = new StreamWriter(new FileStream(
            unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly })))
        {
            writer.Write(text);
        }

        System.IO.File.Move(unfinished, file, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();
}
