using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.OtlpGrpc;
using TracingReference.Collector.Exporters.OtlpHttp;
using TracingReference.Collector.Extensions.BearerToken;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Tests.Exporters;

/// <summary>What the OTLP exporters put on the wire.</summary>
public sealed class OtlpExporterTests
{
    private readonly TestContext _context = new(TimeProvider.System);

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public async Task Grpc_frames(string compression)
    {
        await using var backEnd = await BackEnd.StartAsync(HttpProtocols.Http2, async http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.AppendTrailer("grpc-status", "0");
            await http.Response.Body.WriteAsync(new byte[5]);
        });
        await SendAsync(new OtlpExporterFactory(),
            $$"""{endpoint: "{{backEnd.Url.Authority}}", tls: {insecure: true}, compression: {{compression}}, headers: {x-tenant: t1} }""");
        var (headers, path, body) = await backEnd.NextAsync();
        Assert.Equal("/opentelemetry.proto.collector.trace.v1.TraceService/Export", path);
        Assert.Equal(("application/grpc", "trailers", "t1"), ($"{headers["content-type"]}", $"{headers["te"]}", $"{headers["x-tenant"]}"));
        Assert.Equal(compression == "gzip" ? 1 : 0, body[0]);
        Assert.Equal(body.Length - 5, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        Assert.Equal(["s"], Names(compression == "gzip" ? Unpack(body[5..]) : body[5..]));
    }

    [Fact]
    public async Task Http_bodies()
    {
        await using var backEnd = await BackEnd.StartAsync(HttpProtocols.Http1, _ => Task.CompletedTask);
        await SendAsync(new OtlpHttpExporterFactory(), $$"""{endpoint: "{{backEnd.Url}}", headers: [{name: x-tenant, value: t1}], auth: {authenticator: bearertokenauth} }""");
        var (headers, path, body) = await backEnd.NextAsync();
        Assert.Equal("Bearer secret", $"{headers["authorization"]}");
        Assert.Equal(("/v1/traces", "gzip", "application/x-protobuf", "t1"), (path, $"{headers["content-encoding"]}", $"{headers["content-type"]}", $"{headers["x-tenant"]}"));
        Assert.Equal(["s"], Names(Unpack(body)));

        await SendAsync(new OtlpHttpExporterFactory(), $$"""{traces_endpoint: "{{backEnd.Url}}x", encoding: json, compression: none}""");
        (headers, path, body) = await backEnd.NextAsync();
        Assert.Equal(("/x", "application/json"), (path, $"{headers["content-type"]}"));
        Assert.Contains("\"name\":\"s\"", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grpc_shows_no_token_in_the_clear()
    {
        _context.Extensions["bearertokenauth"] = _context.Extension(new BearerTokenExtensionFactory(), "{token: secret}");
        var exporter = _context.Exporter(new OtlpExporterFactory(), "{endpoint: 'localhost:1', tls: {insecure: true}, auth: {authenticator: bearertokenauth} }");
        var error = await Assert.ThrowsAsync<StartException>(() => exporter.StartAsync(default));
        Assert.Contains("require TLS", error.Message, StringComparison.Ordinal);
        exporter = _context.Exporter(new OtlpExporterFactory(), "{endpoint: 'localhost:1', auth: {authenticator: bearertokenauth} }");
        await exporter.StartAsync(default);
        await exporter.StopAsync(default);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{endpoint: localhost}")]
    [InlineData("{endpoint: 'localhost:1', tls: {min_version: '1.4'}}")]
    [InlineData("{endpoint: 'localhost:1', tls: {min_version: '1.3', max_version: '1.2'}}")]
    [InlineData("{endpoint: 'localhost:1', tls: {max_version: '1.1'}}")]
    [InlineData("{endpoint: 'localhost:1', tls: {cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]}}")]
    [InlineData("{endpoint: 'localhost:x'}")]
    [InlineData("{endpoint: 'localhost:1', compression: rar}")]
    [InlineData("{endpoint: 'localhost:1', compression: zstd}")]
    [InlineData("{endpoint: 'localhost:1', retry_on_failure: {max_elapsed_time: 1s}}")]
    [InlineData("{endpoint: 'localhost:1', sending_queue: {queue_size: 0}}")]
    [InlineData("{endpoint: 'localhost:1', sending_queue: {batch: {min_size: 10, max_size: 5}}}")]
    [InlineData("{endpoint: 'localhost:1', sending_queue: {wait_for_result: true, storage: x}}")]
    public void Wrong_settings_are_refused(string settings) => Assert.Throws<ConfigException>(() => TestContext.Read(new OtlpExporterFactory(), settings));

    [Theory]
    [InlineData("localhost:1", "https")]
    [InlineData("http://localhost:1", "https")]
    [InlineData("https://localhost:1", "https")]
    public void Only_insecure_goes_without_tls(string endpoint, string scheme) =>
        Assert.Equal(scheme, ((OtlpSettings)TestContext.Read(new OtlpExporterFactory(), $"{{endpoint: '{endpoint}'}}")).Endpoint.Scheme);

    private async Task SendAsync(ExporterFactory factory, string settings)
    {
        var token = _context.Extension(new BearerTokenExtensionFactory(), "{token: secret}");
        await token.StartAsync(default);
        _context.Extensions["bearertokenauth"] = token;
        var exporter = _context.Exporter(factory, settings);
        await exporter.StartAsync(default);
        await exporter.ConsumeAsync(TestContext.Span("s"), default);
        await exporter.StopAsync(default);
        Assert.Equal(1, _context.Metrics.Read().Where(family => family.Name == "exporter_sent_spans").SelectMany(family => family.Series).Last().Instrument.Samples().Single().Value);
    }

    private static IReadOnlyList<string> Names(byte[] request) => TestContext.SpanNames(Batch.Read(Signal.Traces, Payload.Copy(request)));

    private static byte[] Unpack(byte[] packed)
    {
        using var plain = new MemoryStream();
        using var unpacker = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        unpacker.CopyTo(plain);
        return plain.ToArray();
    }
}
