using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Tests.Running;

/// <summary>Sends OTLP to a collector over either protocol and says what it answers.</summary>
internal sealed class SpanClient(CollectorProcess collector) : IDisposable
{
    public static readonly MediaTypeHeaderValue Protobuf = new("application/x-protobuf");
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = CollectorProcess.Patience };
    private ulong _spans;

    /// <summary>Spans that were made so far; their ids are the numbers from 1.</summary>
    public int Made => (int)_spans;

    /// <summary>A request of spans that no other request has, three to a trace.</summary>
    /// <param name="count">How many.</param>
    /// <param name="padding">The length of an attribute of each.</param>
    public byte[] Request(int count, int padding = 0)
    {
        using var writer = new WireWriter();
        var resource = writer.Begin(1);
        var scope = writer.Begin(2);
        Span<byte> id = stackalloc byte[16];
        for (var index = 0; index < count; index++)
        {
            var number = ++_spans;
            var start = writer.Begin(2);
            // Spread, as ids are: samplers take a share of them.
            BinaryPrimitives.WriteUInt64BigEndian(id, (number + 2) / 3 * 0x9E3779B97F4A7C15);
            BinaryPrimitives.WriteUInt64BigEndian(id[8..], (number + 2) / 3 * 0xD1B54A32D192ED03);
            writer.Bytes(1, id);
            BinaryPrimitives.WriteUInt64BigEndian(id, number);
            writer.Bytes(2, id[..8]);
            writer.String(5, "span");
            if (padding > 0)
            {
                var attributes = new AttributeList();
                attributes.Add("padding", AnyValue.Of(new string('x', padding)));
                attributes.Write(writer, 9);
            }

            writer.End(start);
        }

        writer.End(scope);
        writer.End(resource);
        return writer.Written.ToArray();
    }

    public async Task<HttpStatusCode> HttpAsync(byte[] request)
    {
        using var answer = await PostAsync(new ByteArrayContent(request) { Headers = { ContentType = Protobuf } });
        return answer.StatusCode;
    }

    /// <summary>The caller disposes the answer.</summary>
    public Task<HttpResponseMessage> PostAsync(HttpContent content, string path = "/v1/traces") =>
        _client.PostAsync(new Uri($"http://127.0.0.1:{collector.Ports.Http}{path}"), content);

    public Task<StatusCode> GrpcAsync(byte[] request) => GrpcAsync(request, isPacked: false);

    public async Task<StatusCode> GrpcAsync(byte[] request, bool isPacked)
    {
        var frame = new byte[request.Length + 5];
        frame[0] = isPacked ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), request.Length);
        request.CopyTo(frame, 5);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{collector.Ports.Grpc}/opentelemetry.proto.collector.trace.v1.TraceService/Export"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new("application/grpc") } },
        };
        message.Headers.Add("grpc-encoding", isPacked ? "gzip" : "identity");
        using var answer = await _client.SendAsync(message);
        await answer.Content.ReadAsByteArrayAsync();
        var status = answer.TrailingHeaders.TryGetValues("grpc-status", out var trailer) ? trailer : answer.Headers.GetValues("grpc-status");
        return (StatusCode)int.Parse(status.Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => _client.Dispose();
}
