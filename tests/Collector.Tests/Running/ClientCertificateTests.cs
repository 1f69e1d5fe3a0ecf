using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TracingReference.Collector.Tests.Running;

/// <summary>client_ca_file lets in whoever has a certificate of that authority, and nobody else.</summary>
public sealed class ClientCertificateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tls").FullName;
    private readonly X509Certificate2 _authority = Authority("ours");
    private readonly X509Certificate2 _stranger = Authority("theirs");

    public void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Only_its_certificates_come_in()
    {
        using var server = Issue(_authority, "localhost", "1.3.6.1.5.5.7.3.1");
        File.WriteAllText(Path.Combine(_directory, "ca.pem"), _authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_directory, "server.pem"), server.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_directory, "server.key"), server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await using var collector = await CollectorProcess.StartAsync($$"""
            receivers: { otlp: { protocols: {
              http: { tls: { cert_file: "{{_directory}}/server.pem", key_file: "{{_directory}}/server.key", client_ca_file: "{{_directory}}/ca.pem", min_version: "1.2" } } } } }
            exporters: { nop: }
            service: { pipelines: { traces: { receivers: [otlp], exporters: [nop] } } }
            """);
        using var ours = Issue(_authority, "client", "1.3.6.1.5.5.7.3.2");
        using var theirs = Issue(_stranger, "client", "1.3.6.1.5.5.7.3.2");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(collector, ours));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PostAsync(collector, null));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PostAsync(collector, theirs));

        // A server's certificate is no client's, whoever issued it.
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PostAsync(collector, server));
    }

    private static async Task<HttpStatusCode> PostAsync(CollectorProcess collector, X509Certificate2? certificate)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
                ClientCertificates = certificate is null ? [] : [certificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            },
        };
        using var client = new HttpClient(handler) { Timeout = CollectorProcess.Patience };
        using var content = new ByteArrayContent([]) { Headers = { ContentType = SpanClient.Protobuf } };
        using var answer = await client.PostAsync(new Uri($"https://localhost:{collector.Ports.Http}/v1/traces"), content);
        return answer.StatusCode;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(usage)], false));
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
