using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>OTLP over HTTP (OTLP 1.9, "OTLP/HTTP"), with the statuses and texts that upstream answers.</summary>
internal sealed class HttpHandler(OtlpServerSettings settings, IReadOnlyDictionary<Signal, SignalIntake> intakes, IServerAuthenticator? authenticator, RequestBudget budget)
{
    private const string Json = MediaTypeNames.Application.Json;
    private const string Protobuf = "application/x-protobuf";
    private static readonly byte[] ProtobufSuccess = [0x0A, 0x00];
    private static readonly byte[] JsonSuccess = [.. """{"partialSuccess":{}}"""u8];

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "/";
        if (path.Contains("//", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = $"/{string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries))}";
            return;
        }

        if (!settings.Paths.TryGetValue(path, out var signal) || !intakes.TryGetValue(signal, out var intake))
        {
            await TextAsync(context, 404, "404 page not found\n", "text/plain; charset=utf-8").ConfigureAwait(false);
            return;
        }

        var contentType = MediaType(request.ContentType);
        if (authenticator?.Accepts(request.Headers) == false)
        {
            await TextAsync(context, 401, "401 Unauthorized\n", "text/plain; charset=utf-8").ConfigureAwait(false);
        }
        else if (!HttpMethods.IsPost(request.Method))
        {
            await TextAsync(context, 405, "405 method not allowed, supported: [POST]").ConfigureAwait(false);
        }
        else if (contentType is not (Json or Protobuf))
        {
            await TextAsync(context, 415, "415 unsupported media type, supported: [application/json, application/x-protobuf]").ConfigureAwait(false);
        }
        else
        {
            await ExportAsync(context, intake, contentType).ConfigureAwait(false);
        }
    }

    private static string MediaType(string? header) => (header ?? "").Split(';', 2)[0].Trim().ToLowerInvariant();

    private static Func<Stream, Stream>? Unpacker(string encoding) => encoding switch
    {
        "gzip" => RequestBody.Gzip,
        "deflate" or "zlib" => RequestBody.Deflate,
        _ => null,
    };

    private static async Task TextAsync(HttpContext context, int status, string text, string contentType = "text/plain")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task FailAsync(HttpContext context, string contentType, int httpStatus, StatusCode status, string message)
    {
        context.Response.StatusCode = httpStatus;
        await AnswerAsync(context, contentType, RpcStatus.Format(status, message, isJson: contentType == Json)).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, string contentType, byte[] body)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task ExportAsync(HttpContext context, SignalIntake intake, string contentType)
    {
        using var share = budget.Open();
        try
        {
            var payload = await ReadAsync(context, intake.Signal, contentType, share).ConfigureAwait(false);
            await intake.ConsumeAsync(payload, RequestMetadata.Of(context, settings.IncludeMetadata), context.RequestAborted).ConfigureAwait(false);
            await AnswerAsync(context, contentType, contentType == Json ? JsonSuccess : ProtobufSuccess).ConfigureAwait(false);
        }
        catch (WireFormatException error) when (error.IsUnspeakable)
        {
            await FailAsync(context, contentType, 500, StatusCode.Internal, "failed to marshal error message").ConfigureAwait(false);
        }
        catch (WireFormatException error)
        {
            await FailAsync(context, contentType, 400, StatusCode.InvalidArgument, error.Message).ConfigureAwait(false);
        }
        catch (ConsumeException error)
        {
            var status = ConsumeStatus.Of(error);
            if (error.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            await FailAsync(context, contentType, ConsumeStatus.Http(status), status, error.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
    }

    private async ValueTask<Payload> ReadAsync(HttpContext context, Signal signal, string contentType, RequestBudget.Share share)
    {
        var request = context.Request;
        var body = await RequestBody.ReadAsync(request.BodyReader, request.ContentLength, settings.MaxBytes, share, context.RequestAborted).ConfigureAwait(false)
            ?? throw TooLarge();
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding)
        {
            var unpacker = Unpacker(encoding) ?? throw new WireFormatException($"unsupported Content-Encoding: {encoding}");
            var packed = body;
            try
            {
                body = RequestBody.Unpack(packed, unpacker, settings.MaxBytes, share) ?? throw TooLarge();
            }
            catch (InvalidDataException error)
            {
                throw new WireFormatException(error.Message);
            }
            finally
            {
                packed.Release();
            }
        }

        if (contentType == Json)
        {
            share.Take(body.Bytes.Length);
            using var wire = new WireWriter(body.Bytes.Length);
            JsonToWire.Convert(signal, body.Bytes.Span, wire);
            body.Release();
            body = Payload.Copy(wire.Written);
        }

        WireCheck.Request(signal, body.Bytes.Span);
        return body;
    }

    private static WireFormatException TooLarge() => new("http: request body too large");
}
