using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Tests.Running;

/// <summary>What no decent client sends, to the real process: it is answered as recorded, memory stays bounded, and the next good request is taken.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const int MiB = 1024 * 1024;

    /// <summary>In all tests' worst moments; an idle process has about 80 MiB.</summary>
    private const long MostResident = 512L * MiB;

    // Everything that looks into spans is on their way, and everything that writes them in another form.
    private const string Pipeline = """
        processors:
          attributes: { actions: [{ key: nothing, action: delete }] }
          redaction: { allow_all_keys: true, blocked_values: ["4[0-9]{15}"] }
          scrub: { patterns: [{ pattern: "4[0-9]{15}" }] }
          batch: { timeout: 10ms }
        connectors: { span_metrics: {}, service_graph: {} }
        exporters: { debug: { verbosity: detailed }, file: { path: /dev/null } }
        service:
          telemetry: { logs: { level: info } }
          pipelines:
            traces: { receivers: [otlp], processors: [attributes, redaction, scrub, batch], exporters: [debug, file, span_metrics, service_graph] }
            metrics: { receivers: [otlp, span_metrics, service_graph], exporters: [debug, file] }
            logs: { receivers: [otlp], processors: [scrub], exporters: [debug, file] }
        receivers: { otlp: { protocols: { http: { read_header_timeout: 1s } } } }
        """;

    private CollectorProcess _collector = null!;
    private SpanClient _client = null!;

    public async Task InitializeAsync()
    {
        _collector = await CollectorProcess.StartAsync(Pipeline);
        _client = new(_collector);
    }

    /// <summary>After each of them it lives, within its bounds, and takes what is good.</summary>
    public async Task DisposeAsync()
    {
        try
        {
            Assert.Equal(HttpStatusCode.OK, await _client.HttpAsync(_client.Request(3)));
            Assert.Equal(StatusCode.OK, await _client.GrpcAsync(_client.Request(3)));
            Assert.False(_collector.HasExited);
            Assert.InRange(_collector.PeakResident, 1, MostResident);
        }
        finally
        {
            _client.Dispose();
            await _collector.DisposeAsync();
        }
    }

    [Fact]
    public async Task RandomBytes()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 300; round++)
        {
            var body = round % 2 == 0 ? new byte[random.Next(1, 400)] : _client.Request(4, padding: 20);
            if (round % 2 == 0)
            {
                random.NextBytes(body);
            }
            else
            {
                body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
            }

            Assert.Contains(await _client.HttpAsync(body), new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest });
            Assert.Contains(await _client.GrpcAsync(body), new[] { StatusCode.OK, StatusCode.Internal });
            Assert.Contains(await JsonAsync(body), new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.InternalServerError });
        }
    }

    [Theory]
    [InlineData(WireCheck.MaxDepth, true)]
    [InlineData(10_000, false)]
    [InlineData(100_000, false)]
    public async Task DeepNesting(int depth, bool isAccepted)
    {
        foreach (var kind in new[] { ValueKind.Array, ValueKind.Map })
        {
            var request = Deep(depth, kind);
            Assert.Equal(isAccepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest, await _client.HttpAsync(request));
            Assert.Equal(isAccepted ? StatusCode.OK : StatusCode.Internal, await _client.GrpcAsync(request));
            Assert.Equal(isAccepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest, await JsonAsync(Encoding.UTF8.GetBytes(DeepJson(depth, kind))));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await JsonAsync(Encoding.UTF8.GetBytes(new string('[', 1_000_000))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodiesOf100MB(bool isAnnounced)
    {
        var body = new byte[100 * MiB];
        Assert.Equal(HttpStatusCode.BadRequest, await RefusalAsync(body, "application/x-protobuf", isAnnounced));
        Assert.Equal(HttpStatusCode.BadRequest, await RefusalAsync(body, "application/json", isAnnounced));
        Assert.Equal(StatusCode.ResourceExhausted, await _client.GrpcAsync(body));
    }

    [Fact]
    public async Task GzipBombs()
    {
        // A gibibyte of zeros in a megabyte.
        var bomb = Pack(1024);
        foreach (var type in new[] { "application/x-protobuf", "application/json" })
        {
            using var content = new ByteArrayContent(bomb) { Headers = { ContentType = new(type), ContentEncoding = { "gzip" } } };
            using var answer = await _client.PostAsync(content);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Equal(StatusCode.ResourceExhausted, await _client.GrpcAsync(bomb, isPacked: true));
    }

    [Fact]
    public async Task InvalidUtf8()
    {
        var request = _client.Request(2, padding: 4);
        foreach (var at in Enumerable.Range(0, request.Length - 4).Where(at => request.AsSpan(at, 4).SequenceEqual("span"u8) || request.AsSpan(at, 4).SequenceEqual("xxxx"u8)))
        {
            request[at] = 0xFF;
        }

        Assert.Equal(HttpStatusCode.OK, await _client.HttpAsync(request));
        Assert.Equal(StatusCode.OK, await _client.GrpcAsync(request));
        byte[] json = [.. """{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"""u8, 0xC3, 0x28, 0xFF, .. "\",\"n"u8, 0xFF, .. "\":1,\"n\\ud800\":2}]}]}]}"u8];
        Assert.Equal(HttpStatusCode.OK, await JsonAsync(json));
        Assert.Equal(HttpStatusCode.BadRequest, await JsonAsync("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"\ud800"}]}]}]}"""u8.ToArray()));
    }

    [Fact]
    public async Task ClientsThatAreSlow()
    {
        // Some never end the head of their request, some its body; each is closed by the collector, which ends the read.
        var (head, body) = (new List<TcpClient>(), new List<TcpClient>());
        for (var number = 0; number < 20; number++)
        {
            head.Add(await RawClient.ConnectAsync(_collector.Ports.Http, "POST /v1/traces HTTP/1.1\r\nHost: x\r\nX-Slow: "u8.ToArray()));
            body.Add(await RawClient.ConnectAsync(_collector.Ports.Http, "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 20000000\r\n\r\n\n"u8.ToArray()));
        }

        Assert.Equal(HttpStatusCode.OK, await _client.HttpAsync(_client.Request(3)));
        var answers = await Task.WhenAll(head.Concat(body).Select(RawClient.ReadToEndAsync)).WaitAsync(CollectorProcess.Patience);
        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal));
        head.Concat(body).ToList().ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task AThousandIdleConnections()
    {
        var clients = new List<TcpClient>();
        try
        {
            for (var number = 0; number < 500; number++)
            {
                clients.Add(await RawClient.ConnectAsync(_collector.Ports.Http, []));
                clients.Add(await RawClient.ConnectAsync(_collector.Ports.Grpc, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray()));
            }

            for (var request = 0; request < 20; request++)
            {
                Assert.Equal(HttpStatusCode.OK, await _client.HttpAsync(_client.Request(3)));
                Assert.Equal(StatusCode.OK, await _client.GrpcAsync(_client.Request(3)));
            }
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private static byte[] Deep(int depth, ValueKind kind)
    {
        // From within: each value is the only one of a list or map in the one around it.
        var value = new byte[] { 0x0A, 0x01, (byte)'x' };
        var parts = new List<byte[]> { value };
        var length = value.Length;
        for (var level = 1; level < depth; level++)
        {
            using var writer = new WireWriter();
            if (kind == ValueKind.Map)
            {
                writer.Tag(2, WireType.Bytes);
                writer.Varint((ulong)length);
                length += writer.Length;
                parts.Add(writer.Written.ToArray());
                writer.Clear();
            }

            writer.Tag(1, WireType.Bytes);
            writer.Varint((ulong)length);
            using var outer = new WireWriter();
            outer.Tag((int)kind, WireType.Bytes);
            outer.Varint((ulong)(length + writer.Length));
            parts.Add([.. outer.Written, .. writer.Written]);
            length += parts[^1].Length;
        }

        parts.Reverse();
        using var request = new WireWriter();
        var (resource, scope) = (request.Begin(1), request.Begin(2));
        var (span, attribute) = (request.Begin(2), request.Begin(9));
        request.String(1, "deep");
        var start = request.Begin(2);
        request.Raw(parts.SelectMany(part => part).ToArray());
        foreach (var begun in new[] { start, attribute, span, scope, resource })
        {
            request.End(begun);
        }

        return request.Written.ToArray();
    }

    private static string DeepJson(int depth, ValueKind kind)
    {
        var (open, close) = kind == ValueKind.Map
            ? ("""{"kvlistValue":{"values":[{"key":"k","value":""", "}]}}")
            : ("""{"arrayValue":{"values":[""", "]}}");
        var value = $"{string.Concat(Enumerable.Repeat(open, depth - 1))}{{\"stringValue\":\"x\"}}{string.Concat(Enumerable.Repeat(close, depth - 1))}";
        return $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"deep","value":{{value}}}]}]}]}]}""";
    }

    private static byte[] Pack(int mebibytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            var zeros = new byte[MiB];
            for (var count = 0; count < mebibytes; count++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    private async Task<HttpStatusCode> JsonAsync(byte[] body)
    {
        using var answer = await _client.PostAsync(new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } });
        return answer.StatusCode;
    }

    // Reads while it writes: the answer may come, and the connection end, before all is sent.
    private async Task<HttpStatusCode> RefusalAsync(byte[] body, string type, bool isAnnounced)
    {
        using var client = await RawClient.ConnectAsync(_collector.Ports.Http, Encoding.ASCII.GetBytes(
            $"POST /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {type}\r\n{(isAnnounced ? $"Content-Length: {body.Length}" : "Transfer-Encoding: chunked")}\r\n\r\n"));
        var answer = RawClient.ReadToEndAsync(client);
        try
        {
            await client.GetStream().WriteAsync(isAnnounced ? [] : Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"));
            await client.GetStream().WriteAsync(body);
            await client.GetStream().WriteAsync("\r\n0\r\n\r\n"u8.ToArray());
        }
        catch (IOException)
        {
            // It was answered and closed before all was sent.
        }

        return (HttpStatusCode)int.Parse((await answer.WaitAsync(CollectorProcess.Patience)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
