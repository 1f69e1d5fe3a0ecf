using System.IO.Compression;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Clients;

/// <summary>Packs request bodies. The fastest level: telemetry is so repetitive that the others pack little more for several times the CPU.</summary>
internal static class Packer
{
    /// <summary>What HTTP and gRPC call it; null where nothing is packed.</summary>
    public static string? Name(Compression compression) => compression switch
    {
        Compression.Gzip => "gzip",
        Compression.Zlib => "zlib",
        Compression.Deflate => "deflate",
        _ => null,
    };

    public static void Pack(Compression compression, ReadOnlySpan<byte> plain, WireWriter target)
    {
        using Stream packer = compression == Compression.Gzip
            ? new GZipStream(new WireStream(target), CompressionLevel.Fastest)
            : new ZLibStream(new WireStream(target), CompressionLevel.Fastest);
        packer.Write(plain);
    }
}
