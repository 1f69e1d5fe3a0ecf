using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Tests.Processors;
using TracingReference.Collector.Tests.Running;

namespace TracingReference.Collector.Tests.Receivers;

/// <summary>What the real otlp receiver answered to odd requests, over HTTP and over gRPC.</summary>
public sealed class GoldenReceiverTests(ServedReceiver receiver) : IClassFixture<ServedReceiver>, IDisposable
{
    private const int MiB = 1024 * 1024;
    private static readonly IReadOnlyList<JsonNode> Cases = [.. Golden.Document("receiver", "answers.json").AsArray().Select(row => row!)];

    /// <summary>Bodies of which only the length was recorded.</summary>
    private static readonly Dictionary<string, Func<byte[]>> LongBodies = new()
    {
        ["json deep 300"] = () => Encoding.UTF8.GetBytes(Deep(300)),
        ["body 21 MiB protobuf"] = () => [0x0A, 0x80, 0x80, 0x80, 0x0A, .. new byte[20 * MiB]],
        ["exactly 20 MiB json"] = () => [.. "{}"u8, .. Enumerable.Repeat((byte)' ', (20 * MiB) - 2)],
    };

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = CollectorProcess.Patience };

    public static TheoryData<string> Http => Of("http");

    public static TheoryData<string> RawHttp => Of("raw http");

    public static TheoryData<string> Grpc => Of("grpc");

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Http))]
    public async Task AnswersHttp(string name)
    {
        var row = Row("http", name);
        using var request = new HttpRequestMessage(new(row["method"]!.ToString()), $"{receiver.Http.AbsoluteUri.TrimEnd('/')}{row["path"]}");
        request.Content = Body(row) is { } body ? new ByteArrayContent(body) : null;
        foreach (var (key, value) in row["headers"]!.AsObject())
        {
            Assert.True(request.Headers.TryAddWithoutValidation(key, value!.ToString()) || request.Content!.Headers.TryAddWithoutValidation(key, value.ToString()));
        }

        using var answer = await _client.SendAsync(request);
        Assert.Equal((int)row["status"]!, (int)answer.StatusCode);
        if (row["content_type"] is { } type)
        {
            Assert.Equal(type.ToString(), answer.Content.Headers.ContentType?.ToString());
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (row["response_base64"] is { } recorded)
        {
            Assert.Equal(Encoding.Latin1.GetString(Convert.FromBase64String(recorded.ToString())), Encoding.Latin1.GetString(bytes));
        }
        else if (answer.StatusCode < HttpStatusCode.BadRequest || !answer.Content.Headers.ContentType!.ToString().Contains("json", StringComparison.Ordinal))
        {
            Assert.Equal(row["response"]!.ToString(), Encoding.UTF8.GetString(bytes));
        }
        else
        {
            // The text is that of upstream's JSON reader: where it stood in its buffer.
            var error = JsonNode.Parse(bytes)!;
            Assert.Equal((int)JsonNode.Parse(row["response"]!.ToString())!["code"]!, (int)error["code"]!);
            Assert.True(error["message"]!.ToString().Length > 0);
        }
    }

    [Theory]
    [MemberData(nameof(RawHttp))]
    public async Task AnswersWhatIsHardlyHttp(string name)
    {
        var row = Row("raw http", name);

        // The recording of the long one was cut.
        var sent = name == "header of 2 MB" ? $"POST /v1/traces HTTP/1.1\r\nHost: x\r\nX: {new string('a', 2_000_000)}\r\n\r\n" : row["sent"]!.ToString();
        using var client = await RawClient.ConnectAsync(receiver.Http.Port, []);
        var answer = RawClient.ReadToEndAsync(client);
        try
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(sent));
        }
        catch (IOException)
        {
            // It was answered and closed before all was sent.
        }

        Assert.Equal(row["answer"]!.ToString().Split(' ')[1], (await answer.WaitAsync(CollectorProcess.Patience)).Split(' ')[1]);
    }

    [Theory]
    [MemberData(nameof(Grpc))]
    public async Task AnswersGrpc(string name)
    {
        var row = Row("grpc", name);
        var body = Convert.FromBase64String(row["body_base64"]!.ToString());
        var answer = await CallAsync(row["method"]!.ToString(), name == "gzip" ? Pack(body) : body, name == "gzip");
        Assert.Equal(row["status"]!.ToString().Replace("_", "", StringComparison.Ordinal), answer.Status.ToString(), ignoreCase: true);
        Assert.Equal(row["message"]?.ToString() ?? "", answer.Message);
        Assert.Equal(row["response_base64"]?.ToString() ?? "", Convert.ToBase64String(answer.Body));
    }

    [Fact]
    public void EveryLongBodyIsThere()
    {
        var rows = Cases.Where(row => row["body_bytes"] is not null).ToList();
        Assert.Equal(LongBodies.Keys.Order(), rows.Select(row => row["case"]!.ToString()).Order());
        Assert.All(rows.Where(row => (int)row["body_bytes"]! == 20 * MiB), row => Assert.Equal((int)row["body_bytes"]!, Body(row)!.Length));
    }

    [Fact]
    public async Task AMessageIsNoLargerThan4MiB()
    {
        const string export = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
        Assert.Equal(
            (StatusCode.ResourceExhausted, $"grpc: received message larger than max ({(4 * MiB) + 1} vs. {4 * MiB})"), // golden's README
            await CallAsync(export, new byte[(4 * MiB) + 1], isPacked: false) is var (status, message, _) ? (status, message) : default);
    }

    private static TheoryData<string> Of(string protocol) => Golden.Names(Cases.Where(row => row["protocol"]!.ToString() == protocol && row["exception"] is null));

    private static JsonNode Row(string protocol, string name) => Golden.Case(Cases.Where(row => row["protocol"]!.ToString() == protocol), name);

    private static byte[]? Body(JsonNode row) =>
        row["body_base64"] is { } text ? Convert.FromBase64String(text.ToString()) : row["body_bytes"] is null ? null : LongBodies[row["case"]!.ToString()]();

    private static string Deep(int depth)
    {
        var value = $"{string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", depth))}{{\"intValue\":\"1\"}}{string.Concat(Enumerable.Repeat("]}}", depth))}";
        return $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"s","attributes":[{"key":"a","value":{{value}}}]}]}]}]}""";
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private async Task<(StatusCode Status, string Message, byte[] Body)> CallAsync(string method, byte[] message, bool isPacked)
    {
        var frame = new byte[message.Length + 5];
        frame[0] = isPacked ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(receiver.Grpc, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new("application/grpc") } },
        };
        request.Headers.TE.Add(new("trailers"));
        request.Headers.Add("grpc-encoding", isPacked ? "gzip" : "identity");
        using var answer = await _client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var status = int.Parse(Trailer("grpc-status")!, System.Globalization.CultureInfo.InvariantCulture);
        return ((StatusCode)status, Uri.UnescapeDataString(Trailer("grpc-message") ?? ""), body.Length > 5 ? body[5..] : []);

        string? Trailer(string name) =>
            answer.TrailingHeaders.TryGetValues(name, out var values) || answer.Headers.TryGetValues(name, out values) ? values.Single() : null;
    }
}
