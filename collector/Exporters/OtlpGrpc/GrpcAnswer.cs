using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.OtlpGrpc;

/// <summary>What an answer to Export means: the status in the trailers, or in the headers where there is nothing else (gRPC over HTTP2, "Responses").</summary>
internal static class GrpcAnswer
{
    private const int FrameHeader = 5;

    /// <summary>Answers are small; of what is longer, nothing that matters is lost.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <returns>What the back end says of items that it left out; null where it took all.</returns>
    /// <exception cref="SendException">It did not take the request.</exception>
    public static async ValueTask<string?> CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[512];
        var count = 0;
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        while (await body.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            count += read;
            if (count == buffer.Length)
            {
                if (count >= MaxBytes)
                {
                    throw Failure(StatusCode.ResourceExhausted, $"the answer is longer than {MaxBytes} bytes", null);
                }

                Array.Resize(ref buffer, count * 2);
            }
        }

        // Trailers are there once the body has been read.
        var (status, headers) = Status(response);
        return status == StatusCode.OK
            ? ReadMessage(buffer.AsSpan(0, count))
            : throw Failure(status, Uri.UnescapeDataString(Header(headers, "grpc-message") ?? ""), Throttle(headers));
    }

    private static (StatusCode Status, HttpHeaders Headers) Status(HttpResponseMessage response)
    {
        HttpHeaders headers = response.TrailingHeaders.Contains("grpc-status") ? response.TrailingHeaders : response.Headers;
        if (Header(headers, "grpc-status") is { } text)
        {
            return (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 0 and <= 16 ? (StatusCode)code : StatusCode.Unknown, headers);
        }

        // What answers is no gRPC server (gRPC, "HTTP to gRPC Status Code Mapping").
        return (response.StatusCode switch
        {
            HttpStatusCode.BadRequest => StatusCode.Internal,
            HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
            HttpStatusCode.NotFound => StatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        }, headers);
    }

    private static SendException Failure(StatusCode status, string message, TimeSpan? throttle) => new(GoStatus.Describe(status, message))
    {
        Status = status,
        IsPermanent = status switch
        {
            StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Aborted or StatusCode.OutOfRange or StatusCode.Unavailable or StatusCode.DataLoss => false,
            // Only a back end that says when is expected to recover.
            StatusCode.ResourceExhausted => throttle is null,
            _ => true,
        },
        Throttle = throttle,
        TellsThrottle = true,
    };

    private static TimeSpan? Throttle(HttpHeaders headers)
    {
        if (Header(headers, "grpc-status-details-bin") is not { } text)
        {
            return null;
        }

        try
        {
            // The padding may be left away.
            return RetryInfo.Read(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
        }
        catch (Exception error) when (error is FormatException or WireFormatException)
        {
            return null;
        }
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static string? ReadMessage(ReadOnlySpan<byte> frame)
    {
        if (frame.Length <= FrameHeader || frame[0] != 0)
        {
            return null;
        }

        try
        {
            return PartialSuccess.Read(frame[FrameHeader..]);
        }
        catch (WireFormatException error)
        {
            throw Failure(StatusCode.Internal, $"grpc: failed to unmarshal the received message: {error.Message}", null);
        }
    }
}
