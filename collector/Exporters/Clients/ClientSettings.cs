using System.Net;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Clients;

/// <summary>How an exporter speaks to its back end, over HTTP or gRPC.</summary>
/// <param name="Compression">How requests are packed.</param>
/// <param name="Headers">Sent with every request.</param>
/// <param name="Authenticator">The extension that adds credentials; empty for none.</param>
/// <param name="Tls">How https is spoken.</param>
internal sealed record ClientSettings(Compression Compression, IReadOnlyDictionary<string, string> Headers, string Authenticator, ClientTls Tls)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);

    /// <param name="reader">The exporter's section.</param>
    /// <param name="packers">What the protocol has here; the other names that upstream has are refused at start.</param>
    public static ClientSettings Read(ConfigReader reader, params ReadOnlySpan<Compression> packers)
    {
        var auth = reader.Section("auth");
        var authenticator = auth?.String("authenticator") ?? "";
        auth?.Finish();
        return new(ReadCompression(reader, packers), ReadHeaders(reader), authenticator, ClientTls.Read(reader));
    }

    /// <exception cref="StartException">A file of the TLS settings cannot be read.</exception>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        AutomaticDecompression = DecompressionMethods.GZip,
        SslOptions = Tls.Load(),
    };

    private static Compression ReadCompression(ConfigReader reader, ReadOnlySpan<Compression> packers)
    {
        var name = reader.String("compression", "gzip");
        switch (name)
        {
            case "none" or "":
                return Compression.None;
            case "gzip" or "zlib" or "deflate" or "zstd" or "snappy" or "lz4" or "x-snappy-framed":
                foreach (var packer in packers)
                {
                    if (Packer.Name(packer) == name)
                    {
                        return packer;
                    }
                }

                var known = string.Join(", ", packers.ToArray().Select(Packer.Name));
                reader.StartError($"'{name}' is not supported here; there are none, {known}", "compression");
                return Compression.None;
            default:
                reader.Error($"unsupported compression type '{name}'", "compression");
                return Compression.None;
        }
    }

    // A map, or a list of names and values.
    private static IReadOnlyDictionary<string, string> ReadHeaders(ConfigReader reader)
    {
        if (reader.Raw("headers") is not { Kind: ConfigNodeKind.List })
        {
            return reader.StringMap("headers");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in reader.Sections("headers"))
        {
            headers[header.String("name")] = header.String("value");
            header.Finish();
        }

        return headers;
    }
}
