using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Exporters.File;

/// <summary>When a file is put aside and a new one begun.</summary>
/// <param name="MaxBytes">The largest file, but for one that a single request fills.</param>
/// <param name="MaxDays">Files put aside longer ago are deleted; zero for never.</param>
/// <param name="MaxBackups">Of files put aside, so many are kept; zero for all.</param>
/// <param name="IsLocalTime">Whether their names tell local time.</param>
internal sealed record RotationSettings(long MaxBytes, int MaxDays, int MaxBackups, bool IsLocalTime)
{
    private const int DefaultMegabytes = 100;
    private const int DefaultBackups = 100;

    public static RotationSettings? Read(ConfigReader exporter)
    {
        if (exporter.SectionOrEmpty("rotation") is not { } reader)
        {
            return null;
        }

        var settings = new RotationSettings(
            reader.Int32("max_megabytes", DefaultMegabytes) * 1024L * 1024, reader.Int32("max_days"), reader.Int32("max_backups", DefaultBackups), reader.Bool("localtime"));
        reader.Finish();
        return settings with { MaxBytes = settings.MaxBytes > 0 ? settings.MaxBytes : DefaultMegabytes * 1024L * 1024 };
    }
}
