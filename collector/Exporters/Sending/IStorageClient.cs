namespace TracingReference.Collector.Exporters.Sending;

/// <summary>One component's stored values by key. What has been written stays when the process is killed.</summary>
public interface IStorageClient
{
    IReadOnlyList<string> Keys();

    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    byte[] Read(string key);

    /// <summary>Writes a whole value: it is there afterwards, or was not written at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Write(string key, ReadOnlySpan<byte> value);

    void Delete(string key);
}
