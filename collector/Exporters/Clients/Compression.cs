namespace TracingReference.Collector.Exporters.Clients;

/// <summary>How requests are packed.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zlib,
    Deflate,
}
