using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;
using Files = System.IO.File;

namespace TracingReference.Collector.Exporters.File;

/// <summary>The file of one exporter, open from its first signal's start to its last one's stop.</summary>
internal sealed class FileSink(FileSettings settings)
{
    private readonly Lock _lock = new();
    private FileStream? _file;
    private ITimer? _flush;
    private FileRotation? _rotation;
    private int _users;

    public FileSettings Settings => settings;

    /// <exception cref="StartException">It cannot be written.</exception>
    public void Open(TimeProvider time)
    {
        lock (_lock)
        {
            if (_users++ > 0)
            {
                return;
            }

            _rotation = settings.Rotation is { } rotation ? new(settings.Path, rotation, time) : null;
            try
            {
                if (settings.DirectoryMode is { } mode && Path.GetDirectoryName(Path.GetFullPath(settings.Path)) is { } directory)
                {
                    FileModes.CreateDirectory(directory, mode);
                }

                _file = OpenFile(settings.Appends || settings.Rotation is not null ? FileMode.Append : FileMode.Create);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _users--;
                throw new StartException($"cannot write to {settings.Path}: {error.Message}");
            }

            if (settings.FlushInterval > TimeSpan.Zero)
            {
                _flush = time.CreateTimer(_ => Flush(), null, settings.FlushInterval, settings.FlushInterval);
            }
        }
    }

    /// <summary>Writes the whole request, after rotating where it would not fit.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Write(ReadOnlySpan<byte> request)
    {
        lock (_lock)
        {
            var file = _file ?? throw new IOException("the file is closed");
            if (settings.Rotation is { } rotation && file.Length > 0 && file.Length + request.Length > rotation.MaxBytes)
            {
                file.Dispose();
                _file = null;
                _rotation!.PutAside();
                _file = file = OpenFile(FileMode.Append);
            }

            file.Write(request);
            if (settings.FlushInterval == TimeSpan.Zero)
            {
                file.Flush();
            }
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            if (--_users == 0)
            {
                _flush?.Dispose();
                _file?.Dispose();
                (_flush, _file) = (null, null);
            }
        }
    }

    private void Flush()
    {
        lock (_lock)
        {
            try
            {
                _file?.Flush();
            }
            catch (IOException)
            {
                // The disk is full: the next write says so to whoever sent it.
            }
        }
    }

    private FileStream OpenFile(FileMode mode) => Files.Open(
        settings.Path, FileModes.OwnerOnly(new() { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 64 * 1024 }));
}
