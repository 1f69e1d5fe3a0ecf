using System.Net;
using System.Text.Json;
using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.OtlpHttp;

/// <summary>What an answer to an OTLP request over HTTP means (OTLP 1.9, "OTLP/HTTP Response").</summary>
internal static class HttpAnswer
{
    /// <summary>Answers are small; of what is longer, nothing that matters is lost.</summary>
    private const int MaxBytes = 64 * 1024;

    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentLength == 0)
        {
            return default;
        }

        var bytes = new byte[Math.Min(response.Content.Headers.ContentLength ?? MaxBytes, MaxBytes)];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return bytes.AsMemory(0, count);
    }

    /// <returns>What the back end says of items that it left out; null where it took all.</returns>
    /// <exception cref="SendException">It did not take the request.</exception>
    public static string? Check(HttpResponseMessage response, ReadOnlyMemory<byte> body, Uri url, DateTimeOffset now)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (!response.IsSuccessStatusCode)
        {
            throw Refusal(response, mediaType == "application/x-protobuf" ? StatusMessage(body.Span) : "", url, now);
        }

        try
        {
            return mediaType switch
            {
                "application/x-protobuf" => PartialSuccess.Read(body.Span),
                "application/json" => ReadJson(JsonDocument.Parse(body)),
                _ => null,
            };
        }
        catch (Exception error) when (error is WireFormatException or JsonException)
        {
            var format = error is JsonException ? "json" : "protobuf";
            throw new SendException($"error parsing {format} response: {error.Message}", error) { IsPermanent = true };
        }
    }

    private static SendException Refusal(HttpResponseMessage response, string message, Uri url, DateTimeOffset now)
    {
        var code = (int)response.StatusCode;
        var status = response.StatusCode switch
        {
            HttpStatusCode.BadRequest => StatusCode.InvalidArgument,
            HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
            HttpStatusCode.NotFound => StatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests => StatusCode.ResourceExhausted,
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        };
        var text = $"error exporting items, request to {url} responded with HTTP Status Code {code}{(message.Length > 0 ? $", Message={message}" : "")}";
        return new(GoStatus.Describe(status, text))
        {
            Status = status,
            IsPermanent = code is not (429 or 502 or 503 or 504),
            Throttle = code is 429 or 503 ? RetryAfter(response, now) : null,
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - now : null;

    private static string StatusMessage(ReadOnlySpan<byte> status)
    {
        try
        {
            var reader = new WireReader(status);
            while (!reader.AtEnd)
            {
                var (field, type) = reader.ReadTag();
                if (field == 2 && type == WireType.Bytes)
                {
                    return System.Text.Encoding.UTF8.GetString(reader.ReadBytes());
                }

                reader.Skip(type);
            }
        }
        catch (WireFormatException)
        {
            // The status code says enough.
        }

        return "";
    }

    private static string? ReadJson(JsonDocument response)
    {
        using (response)
        {
            return response.RootElement.ValueKind == JsonValueKind.Object
                && response.RootElement.TryGetProperty("partialSuccess", out var partial) && partial.ValueKind == JsonValueKind.Object && partial.EnumerateObject().Any()
                ? partial.GetRawText()
                : null;
        }
    }
}
