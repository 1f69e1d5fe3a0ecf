using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.Sending;

namespace TracingReference.Collector.Extensions.FileStorage;

/// <summary>A file for each value. It is written beside its place and then moved there, so a kill leaves a whole one or none.</summary>
internal sealed class FileStorageClient : IStorageClient
{
    private const string Unfinished = ".tmp";
    private readonly string _directory;
    private readonly bool _syncs;

    public FileStorageClient(string directory, bool syncs)
    {
        (_directory, _syncs) = (directory, syncs);
        foreach (var file in Directory.GetFiles(directory, $"*{Unfinished}"))
        {
            File.Delete(file);
        }
    }

    public IReadOnlyList<string> Keys() => [.. Directory.GetFiles(_directory).Select(file => Path.GetFileName(file)).Where(name => !name.EndsWith(Unfinished, StringComparison.Ordinal))];

    public byte[] Read(string key) => File.ReadAllBytes(Path.Combine(_directory, key));

    public void Write(string key, ReadOnlySpan<byte> value)
    {
        var place = Path.Combine(_directory, key);
        using (var file = new FileStream(place + Unfinished, FileModes.OwnerOnly(new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 })))
        {
            file.Write(value);
            if (_syncs)
            {
                file.Flush(flushToDisk: true);
            }
        }

        File.Move(place + Unfinished, place, overwrite: true);
    }

    public void Delete(string key) => File.Delete(Path.Combine(_directory, key));
}
