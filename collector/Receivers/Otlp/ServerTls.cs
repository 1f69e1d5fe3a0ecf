using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>A server's tls section.</summary>
/// <param name="CertificateFile">PEM: the certificate that is shown.</param>
/// <param name="KeyFile">PEM.</param>
/// <param name="ClientCaFile">PEM: clients must show a certificate of one of these authorities; empty to let in whoever comes.</param>
/// <param name="Versions">The versions that are spoken.</param>
internal sealed record ServerTls(string CertificateFile, string KeyFile, string ClientCaFile, SslProtocols Versions)
{
    public static ServerTls Read(ConfigReader reader)
    {
        // As upstream, a server asks nobody but its clients for certificates: ca_file says nothing here.
        reader.Ignore("ca_file", "reload_interval", "client_ca_file_reload", "include_system_ca_certs_pool", "include_insecure_cipher_suites");
        var tls = new ServerTls(
            reader.String("cert_file"), reader.String("key_file"), reader.String("client_ca_file"), TlsSection.ReadVersions(reader));
        TlsSection.RefuseRest(reader);
        reader.Finish();
        if ((tls.CertificateFile.Length == 0 && !reader.Has("cert_pem")) || (tls.KeyFile.Length == 0 && !reader.Has("key_pem")))
        {
            reader.Error("must name a cert_file and a key_file");
        }

        return tls;
    }

    /// <exception cref="StartException">A file cannot be read.</exception>
    public HttpsConnectionAdapterOptions Load()
    {
        try
        {
            var options = new HttpsConnectionAdapterOptions { ServerCertificate = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile), SslProtocols = Versions };
            if (ClientCaFile.Length > 0)
            {
                var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                policy.CustomTrustStore.ImportFromPemFile(ClientCaFile);
                if (policy.CustomTrustStore.Count == 0)
                {
                    throw new CryptographicException($"there is no certificate in {ClientCaFile}");
                }

                options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                options.OnAuthenticate = (_, connection) => connection.CertificateChainPolicy = policy.Clone();
            }

            return options;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException($"cannot load a file that tls names: {error.Message}");
        }
    }
}
