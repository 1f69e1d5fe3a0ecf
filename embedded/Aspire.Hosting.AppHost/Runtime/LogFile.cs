using System.Text;

namespace Aspire.Hosting.Runtime;

/// <summary>A text file that is appended to and never grows beyond 8 MiB: what it held then goes to <c>*.1</c>, in place of
/// what was there.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly long _limit;
    private StreamWriter? _writer;

    public LogFile(string path, long limit = 8 * 1024 * 1024)
    {
        _path = path;
        _limit = limit;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _writer = Open();
    }

    public void WriteLine(string line)
    {
        lock (_lock)
        {
            if (_writer is null)
            {
                return;
            }

            if (_writer.BaseStream.Position + Encoding.UTF8.GetMaxByteCount(line.Length) > _limit && _writer.BaseStream.Position > 0)
            {
                _writer.Dispose();
                File.Move(_path, _path + ".1", overwrite: true);
                _writer = Open();
            }

            _writer.WriteLine(line);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private StreamWriter Open() => new(
        new FileStream(_path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        })) { AutoFlush = true, NewLine = "\n" };
}
