using System.Security.Authentication;

namespace TracingReference.Collector.Configuration;

/// <summary>What tls sections of servers and clients have in common (upstream's configtls).</summary>
internal static class TlsSection
{
    private static readonly string[] Versions = ["1.0", "1.1", "1.2", "1.3"];
    private const int Oldest = 2;
    private const int Newest = 3;

    /// <summary>The versions that may be spoken: 1.2 and 1.3 where nothing is said.</summary>
    public static SslProtocols ReadVersions(ConfigReader tls)
    {
        var (least, most) = (ReadVersion(tls, "min_version", Oldest), ReadVersion(tls, "max_version", Newest));
        if (most < least)
        {
            tls.Error("min_version cannot be greater than max_version", "min_version");
        }

        if (least < Oldest)
        {
            tls.Warn("is older than any version that is spoken here: it is 1.2", "min_version");
        }

        if (most < Oldest)
        {
            tls.StartError("is older than any version that is spoken here: there are 1.2 and 1.3", "max_version");
        }

        return (least < Newest && most >= Oldest ? SslProtocols.Tls12 : SslProtocols.None) | (most >= Newest ? SslProtocols.Tls13 : SslProtocols.None);
    }

    /// <summary>Refuses, at the start, what would make a connection safer or other than it is here.</summary>
    public static void RefuseRest(ConfigReader tls)
    {
        foreach (var key in new[] { "cipher_suites", "curve_preferences" })
        {
            if (tls.Strings(key).Count > 0)
            {
                tls.StartError("is not supported here: the system's own choice holds; leave it out", key);
            }
        }

        foreach (var key in new[] { "ca_pem", "cert_pem", "key_pem", "tpm" })
        {
            if (tls.Has(key))
            {
                tls.StartError("is not supported here; name a file instead", key);
            }
        }
    }

    private static int ReadVersion(ConfigReader tls, string key, int fallback)
    {
        var text = tls.String(key);
        var version = Array.IndexOf(Versions, text);
        if (version < 0 && text.Length > 0)
        {
            tls.Error($"unsupported TLS version '{text}'; there are {string.Join(", ", Versions)}", key);
        }

        return version < 0 ? fallback : version;
    }
}
