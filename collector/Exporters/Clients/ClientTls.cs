using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Clients;

/// <summary>An exporter's tls section.</summary>
/// <param name="IsInsecure">gRPC: no TLS at all, unless the endpoint says https.</param>
/// <param name="SkipsVerification">Whether any certificate will do.</param>
/// <param name="CaFile">PEM: the only authorities that are trusted; empty for the system's.</param>
/// <param name="CertificateFile">PEM: the certificate that is shown; empty for none.</param>
/// <param name="KeyFile">PEM.</param>
/// <param name="ServerName">The name that the back end's certificate must have; empty for the endpoint's.</param>
/// <param name="Versions">The versions that are spoken; None for the system's.</param>
internal sealed record ClientTls(
    bool IsInsecure, bool SkipsVerification, string CaFile, string CertificateFile, string KeyFile, string ServerName, SslProtocols Versions)
{
    public static ClientTls Read(ConfigReader exporter)
    {
        if (exporter.Section("tls") is not { } reader)
        {
            return new(false, false, "", "", "", "", SslProtocols.None);
        }

        reader.Ignore("reload_interval", "include_system_ca_certs_pool", "include_insecure_cipher_suites");
        var tls = new ClientTls(reader.Bool("insecure"), reader.Bool("insecure_skip_verify"),
            reader.String("ca_file"), reader.String("cert_file"), reader.String("key_file"), reader.String("server_name_override"),
            TlsSection.ReadVersions(reader));
        TlsSection.RefuseRest(reader);
        reader.Finish();
        if (tls.CertificateFile.Length > 0 != tls.KeyFile.Length > 0)
        {
            reader.Error("cert_file and key_file go together");
        }

        return tls;
    }

    /// <exception cref="StartException">A file cannot be read.</exception>
    public SslClientAuthenticationOptions Load()
    {
        var options = new SslClientAuthenticationOptions { EnabledSslProtocols = Versions };
        if (ServerName.Length > 0)
        {
            options.TargetHost = ServerName;
        }

        if (SkipsVerification)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }

        try
        {
            if (CertificateFile.Length > 0)
            {
                options.ClientCertificates = [X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile)];
            }

            if (CaFile.Length > 0)
            {
                var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                policy.CustomTrustStore.ImportFromPemFile(CaFile);
                options.CertificateChainPolicy = policy;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException($"cannot load a file that tls names: {error.Message}");
        }

        return options;
    }
}
