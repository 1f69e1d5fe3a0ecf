using System.Globalization;
using Files = System.IO.File;

namespace TracingReference.Collector.Exporters.File;

/// <summary>Puts a full file aside under a name that tells when, and deletes those that are too many or too old.</summary>
internal sealed class FileRotation(string path, RotationSettings rotation, TimeProvider time)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH-mm-ss.fff";

    private DateTimeOffset _last;

    public void PutAside()
    {
        var (directory, name, extension) = (Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path), Path.GetExtension(path));
        var now = rotation.IsLocalTime ? time.GetLocalNow() : time.GetUtcNow();
        // Two in one millisecond, or a clock that was set back: names still tell the order.
        _last = now > _last ? now : _last.AddMilliseconds(1);
        while (Files.Exists(At(_last)))
        {
            _last = _last.AddMilliseconds(1);
        }

        Files.Move(path, At(_last));
        var backups = Directory.GetFiles(directory, $"{name}-*{extension}")
            .Select(file => (File: file, Time: ParseTime(file)))
            .Where(backup => backup.Time is not null)
            .OrderByDescending(backup => backup.Time)
            .ToList();
        foreach (var (index, (file, written)) in backups.Index())
        {
            if ((rotation.MaxBackups > 0 && index >= rotation.MaxBackups) || (rotation.MaxDays > 0 && written < now.DateTime.AddDays(-rotation.MaxDays)))
            {
                Files.Delete(file);
            }
        }

        string At(DateTimeOffset when) => Path.Combine(directory, $"{name}-{when.ToString(TimeFormat, CultureInfo.InvariantCulture)}{extension}");

        DateTime? ParseTime(string file) =>
            DateTime.TryParseExact(Path.GetFileName(file)[(name.Length + 1)..^extension.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var when) ? when : null;
    }
}
