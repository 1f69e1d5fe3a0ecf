using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Extensions.FileStorage;

/// <summary>The file_storage extension: keeps what other components store in a directory.</summary>
internal sealed class FileStorageExtensionFactory() : ExtensionFactory<FileStorageSettings>("file_storage")
{
    protected override FileStorageSettings ReadSettings(ConfigReader reader)
    {
        reader.Ignore("timeout", "compaction", "recreate", "max_size");
        var settings = new FileStorageSettings(reader.String("directory", "/var/lib/otelcol/file_storage"), reader.Bool("create_directory", true), reader.Bool("fsync"),
            FileModes.Read(reader, "directory_permissions", "0750"));
        reader.Finish();
        if (!settings.CreatesDirectory && !Directory.Exists(settings.Directory))
        {
            reader.Error($"directory must exist: {settings.Directory}", "directory");
        }

        return settings;
    }

    protected override IComponent Create(FileStorageSettings settings, ComponentContext context) => new FileStorageExtension(settings);
}
