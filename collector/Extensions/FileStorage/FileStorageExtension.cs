using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Extensions.FileStorage;

/// <summary>A directory with a directory for each component, which one collector at a time may use.</summary>
internal sealed class FileStorageExtension(FileStorageSettings settings) : IComponent, IStorage
{
    private FileStream? _lock;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            FileModes.CreateDirectory(settings.Directory, settings.Mode);
            _lock = new(Path.Combine(settings.Directory, ".lock"),
                FileModes.OwnerOnly(new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None }));
            return Task.CompletedTask;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"cannot use the directory {settings.Directory}, or another collector does: {error.Message}");
        }
    }

    public IStorageClient Open(ComponentId owner, Signal signal)
    {
        // What is no letter or digit is written as its number: no name leads out of the directory, and no two to one place.
        var name = string.Concat($"{owner}".Select(character => char.IsAsciiLetterOrDigit(character) ? $"{character}" : $"~{(int)character:x}~"));
        var directory = Path.Combine(settings.Directory, $"{name}.{signal.ToString().ToLowerInvariant()}");
        try
        {
            FileModes.CreateDirectory(directory, settings.Mode);
            return new FileStorageClient(directory, settings.Syncs);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"cannot use the directory {directory}: {error.Message}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _lock?.Dispose();
        return Task.CompletedTask;
    }
}
