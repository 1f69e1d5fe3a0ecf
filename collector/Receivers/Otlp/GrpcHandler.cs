using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>
/// OTLP over gRPC, straight on Kestrel's HTTP/2 (gRPC over HTTP2: path, 5 bytes before each message, status in the
/// trailers): one unary call a signal needs no more, and nothing is copied but the body.
/// </summary>
internal sealed class GrpcHandler(OtlpServerSettings settings, IReadOnlyDictionary<Signal, SignalIntake> intakes, IServerAuthenticator? authenticator, RequestBudget budget)
{
    private const int HeaderSize = 5;
    private static readonly byte[] Success = [0, 0, 0, 0, 2, 0x0A, 0x00];

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        using var share = budget.Open();
        try
        {
            var intake = Route(context.Request.Path.Value ?? "");
            if (authenticator?.Accepts(context.Request.Headers) == false)
            {
                throw new GrpcException(StatusCode.Unauthenticated, "no or wrong credentials in the header authorization");
            }

            var payload = await ReadAsync(context, intake.Signal, share).ConfigureAwait(false);
            await intake.ConsumeAsync(payload, RequestMetadata.Of(context, settings.IncludeMetadata), context.RequestAborted).ConfigureAwait(false);
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.BodyWriter.WriteAsync(Success, context.RequestAborted).ConfigureAwait(false);
        }
        catch (GrpcException error)
        {
            Fail(context, error.Status, error.Message);
        }
        catch (ConsumeException error)
        {
            Fail(context, ConsumeStatus.Of(error), error.Message, error.RetryAfter);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
    }

    private SignalIntake Route(string path)
    {
        var slash = path.LastIndexOf('/');
        var (service, method) = slash > 0 ? (path[1..slash], path[(slash + 1)..]) : ("", path);
        Signal? signal = service switch
        {
            "opentelemetry.proto.collector.trace.v1.TraceService" => Signal.Traces,
            "opentelemetry.proto.collector.metrics.v1.MetricsService" => Signal.Metrics,
            "opentelemetry.proto.collector.logs.v1.LogsService" => Signal.Logs,
            _ => null,
        };
        if (signal is not { } known || !intakes.TryGetValue(known, out var intake))
        {
            throw new GrpcException(StatusCode.Unimplemented, $"unknown service {service}");
        }

        return method == "Export" ? intake : throw new GrpcException(StatusCode.Unimplemented, $"unknown method {method} for service {service}");
    }

    private async ValueTask<Payload> ReadAsync(HttpContext context, Signal signal, RequestBudget.Share share)
    {
        var body = context.Request.BodyReader;
        var header = await body.ReadAtLeastAsync(HeaderSize, context.RequestAborted).ConfigureAwait(false);
        if (header.Buffer.Length < HeaderSize)
        {
            throw new GrpcException(StatusCode.Internal, "the stream ended before a message");
        }

        var (isPacked, length) = ReadHeader(header.Buffer);
        body.AdvanceTo(header.Buffer.GetPosition(HeaderSize));
        if (length > settings.MaxBytes)
        {
            throw TooLarge(length);
        }

        var payload = await RequestBody.ReadAsync(body, length, (int)length, share, context.RequestAborted).ConfigureAwait(false);
        if (payload is null || payload.Bytes.Length < length)
        {
            throw new GrpcException(StatusCode.Internal, "the stream does not hold the one message that it announces");
        }

        if (isPacked)
        {
            payload = Unpack(payload, context.Request.Headers["grpc-encoding"].ToString(), share);
        }

        try
        {
            WireCheck.Request(signal, payload.Bytes.Span);
            return payload;
        }
        catch (WireFormatException error)
        {
            throw new GrpcException(StatusCode.Internal, $"grpc: error unmarshalling request: {error.Message}");
        }
    }

    private static (bool IsPacked, long Length) ReadHeader(ReadOnlySequence<byte> buffer)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        return (header[0] != 0, BinaryPrimitives.ReadUInt32BigEndian(header[1..]));
    }

    private Payload Unpack(Payload packed, string encoding, RequestBudget.Share share)
    {
        if (encoding != "gzip")
        {
            throw new GrpcException(StatusCode.Unimplemented, $"grpc: Decompressor is not installed for grpc-encoding \"{encoding}\"");
        }

        try
        {
            return RequestBody.Unpack(packed, RequestBody.Gzip, settings.MaxBytes, share) ?? throw TooLarge(settings.MaxBytes + 1L);
        }
        catch (InvalidDataException error)
        {
            throw new GrpcException(StatusCode.Internal, $"grpc: failed to decompress the received message: {error.Message}");
        }
        finally
        {
            packed.Release();
        }
    }

    private GrpcException TooLarge(long length) => new(StatusCode.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture, $"grpc: received message larger than max ({length} vs. {settings.MaxBytes})"));

    private static void Fail(HttpContext context, StatusCode status, string message, TimeSpan? retryAfter = null)
    {
        var headers = context.Response.Headers;
        headers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
        headers["grpc-message"] = Percent(message);
        if (retryAfter is { } wait)
        {
            headers["grpc-status-details-bin"] = Convert.ToBase64String(RetryInfo.Format(status, message, wait));
        }
    }

    // gRPC over HTTP2: a message is ASCII, with everything else (and %) as %XX of its UTF-8.
    private static string Percent(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var character in Encoding.UTF8.GetBytes(message))
        {
            _ = character is >= 0x20 and <= 0x7E and not (byte)'%'
                ? text.Append((char)character)
                : text.Append(CultureInfo.InvariantCulture, $"%{character:X2}");
        }

        return text.ToString();
    }

    private sealed class GrpcException(StatusCode status, string message) : Exception(message)
    {
        public StatusCode Status { get; } = status;
    }
}
