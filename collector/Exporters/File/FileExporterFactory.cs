using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.File;

/// <summary>The file exporter: telemetry as lines of JSON, or as protobuf. All signals of one exporter go to one file.</summary>
internal sealed class FileExporterFactory() : ExporterFactory<FileSink>("file")
{
    protected override FileSink ReadSettings(ConfigReader reader)
    {
        var createsDirectory = reader.Bool("create_directory");
        var mode = FileModes.Read(reader, "directory_permissions", "0755");
        var format = reader.OneOf("format", false, ("json", false), ("proto", true));
        var compression = reader.String("compression");
        var settings = new FileSettings(
            reader.String("path"), reader.Bool("append"), format, reader.Duration("flush_interval", TimeSpan.FromSeconds(1)),
            createsDirectory ? mode : null, RotationSettings.Read(reader));
        foreach (var key in new[] { "encoding", "group_by" }.Where(reader.Has))
        {
            reader.StartError("is not supported here", key);
        }

        reader.HasKey("encoding");
        reader.HasKey("group_by");
        reader.Finish();
        Check(reader, settings, compression);
        return new(settings);
    }

    protected override IExporter Create(FileSink settings, ComponentContext context) =>
        new SendingExporter(new FileSender(settings, context), SendingSettings.Direct, context);

    private static void Check(ConfigReader reader, FileSettings settings, string compression)
    {
        if (settings.Path.Length == 0)
        {
            reader.Error("path must be non-empty");
        }

        if (settings.DirectoryMode is null && reader.Has("directory_permissions"))
        {
            reader.Error("directory_permissions requires create_directory to be true", "directory_permissions");
        }

        if (settings.Appends && compression.Length > 0)
        {
            reader.Error("append and compression enabled at the same time is not supported");
        }

        if (settings.Appends && settings.Rotation is not null)
        {
            reader.Error("append and rotation enabled at the same time is not supported");
        }

        if (compression == "zstd")
        {
            reader.StartError("zstd is not supported here; leave it away", "compression");
        }
        else if (compression.Length > 0)
        {
            reader.Error($"compression is not supported: {compression}", "compression");
        }

        if (settings.FlushInterval < TimeSpan.Zero)
        {
            reader.Error("flush_interval must be larger than zero", "flush_interval");
        }
    }
}
