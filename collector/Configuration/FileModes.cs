using System.Globalization;

namespace TracingReference.Collector.Configuration;

/// <summary>
/// Who may read what is written: files are their owner's alone, directories have the mode that is configured (both less the
/// process' umask, as in Go). A system that has no modes has its own rules.
/// </summary>
internal static class FileModes
{
    /// <summary>A new file's mode; one that is there already keeps its own.</summary>
    public static FileStreamOptions OwnerOnly(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Makes a directory, and those above it, where they are not there.</summary>
    public static void CreateDirectory(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            // One by one: those above it would be open to all.
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above)
            {
                CreateDirectory(above, mode);
            }

            Directory.CreateDirectory(path, mode);
        }
    }

    /// <summary>A mode as upstream has it: an octal number, in a string.</summary>
    public static UnixFileMode Read(ConfigReader reader, string key, string fallback)
    {
        const int AllBits = 0b111_111_111;
        var text = reader.String(key, fallback);
        var mode = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7' || text.Length > 10)
            {
                reader.Error(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no mode: an octal number in quotes, \"{fallback}\" for example"), key);
                return default;
            }

            mode = (mode * 8) + (digit - '0');
        }

        if ((mode & AllBits) != mode)
        {
            reader.Error($"'{text}' has bits that are no permissions; there are 0777", key);
        }

        return (UnixFileMode)(mode & AllBits);
    }
}
