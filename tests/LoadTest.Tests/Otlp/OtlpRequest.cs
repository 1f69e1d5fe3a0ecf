using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace TracingReference.LoadTest.Tests.Otlp;

/// <summary>Export requests, made byte by byte.</summary>
internal static class OtlpRequest
{
    /// <summary>Spans as a collector sends them: of several services in one request.</summary>
    /// <param name="services">A service, and how many spans it has.</param>
    public static byte[] Spans(params (string Service, int Spans)[] services) => Message(request =>
    {
        foreach (var (service, spans) in services)
        {
            Write(request, 1, Message(group =>
            {
                Write(group, 1, Message(resource => Write(resource, 1, Attribute("service.name", service))));
                Write(group, 2, Message(scope =>
                {
                    Write(scope, 1, Message(name => { name.WriteTag(1, WireFormat.WireType.LengthDelimited); name.WriteString("test"); }));
                    for (var span = 0; span < spans; span++)
                    {
                        Write(scope, 2, Message(each => Write(each, 1, new byte[16])));
                    }
                }));
            }));
        }
    });

    /// <summary>Spans of traces, all of one service: the first one of a trace is 1 and has a parent that is elsewhere, and is the next one's parent, and so on.</summary>
    /// <param name="traces">A trace id, and how many spans it has.</param>
    public static byte[] Traces(params (string TraceId, int Spans)[] traces) => Message(request => Write(request, 1, Message(group =>
    {
        Write(group, 1, Message(resource => Write(resource, 1, Attribute("service.name", "shop"))));
        Write(group, 2, Message(scope =>
        {
            foreach (var (id, number) in traces.SelectMany(trace => Enumerable.Range(1, trace.Spans).Select(number => (trace.TraceId, number))))
            {
                Write(scope, 2, Message(span =>
                {
                    Write(span, 1, Convert.FromHexString(id));
                    Write(span, 2, Convert.FromHexString($"{number:x16}"));
                    Write(span, 4, Convert.FromHexString(number == 1 ? "ffffffffffffffff" : $"{number - 1:x16}"));
                }));
            }
        }));
    })));

    /// <summary>What SDKs count of their spans, cumulatively.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="instance">Which process of it.</param>
    /// <param name="points">When each was measured, its value, and its attributes.</param>
    public static byte[] Processed(string service, string instance, params (ulong Time, long Value, (string Key, string Value)[] Attributes)[] points) => Message(request =>
        Write(request, 1, Message(group =>
        {
            Write(group, 1, Message(resource =>
            {
                Write(resource, 1, Attribute("service.name", service));
                Write(resource, 1, Attribute("service.instance.id", instance));
            }));
            Write(group, 2, Message(scope =>
            {
                Write(scope, 1, Message(name => { name.WriteTag(1, WireFormat.WireType.LengthDelimited); name.WriteString("otel.sdk.experimental"); }));
                Write(scope, 2, Message(metric =>
                {
                    metric.WriteTag(1, WireFormat.WireType.LengthDelimited);
                    metric.WriteString("otel.sdk.processor.span.processed");
                    Write(metric, 7, Message(sum =>
                    {
                        foreach (var point in points)
                        {
                            Write(sum, 1, Message(each =>
                            {
                                each.WriteTag(3, WireFormat.WireType.Fixed64);
                                each.WriteFixed64(point.Time);
                                each.WriteTag(6, WireFormat.WireType.Fixed64);
                                each.WriteSFixed64(point.Value);
                                foreach (var (key, value) in point.Attributes)
                                {
                                    Write(each, 7, Attribute(key, value));
                                }
                            }));
                        }
                    }));
                }));
            }));
        })));

    /// <summary>Sends it by gRPC.</summary>
    /// <returns>How many bytes the message had on the wire, with its frame, and what it was answered.</returns>
    public static async Task<(int Bytes, HttpStatusCode Status)> SendAsync(Uri endpoint, byte[] message, bool compressed = false, string service = "trace.v1.TraceService")
    {
        using var http = new HttpClient();
        var content = compressed ? Compress(message) : message;
        var frame = new byte[5 + content.Length];
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), content.Length);
        content.CopyTo(frame, 5);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, $"/opentelemetry.proto.collector.{service}/Export"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        return (frame.Length, response.StatusCode);
    }

    private static byte[] Attribute(string key, string value) => Message(attribute =>
    {
        attribute.WriteTag(1, WireFormat.WireType.LengthDelimited);
        attribute.WriteString(key);
        Write(attribute, 2, Message(any => { any.WriteTag(1, WireFormat.WireType.LengthDelimited); any.WriteString(value); }));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void Write(CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }

    private static byte[] Compress(byte[] message)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(message);
        }

        return stream.ToArray();
    }
}
