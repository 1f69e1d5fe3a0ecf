using System.Buffers;
using System.Net.Http.Headers;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.OtlpHttp;

/// <summary>Sends each batch as one request.</summary>
internal sealed class OtlpHttpExporter(OtlpHttpSettings settings, ComponentContext context) : IExporter
{
    private readonly HttpClient _client = new();

    public async ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(Format(batch));
        content.Headers.ContentType = new MediaTypeHeaderValue(settings.IsJson ? "application/json" : "application/x-protobuf");
        batch.Dispose();
        try
        {
            using var response = await _client.PostAsync(settings.Endpoints[context.Signal], content, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new ConsumeException($"the back end answered {(int)response.StatusCode}");
            }
        }
        catch (HttpRequestException error)
        {
            throw new ConsumeException(error.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    private byte[] Format(Batch batch)
    {
        if (settings.IsJson)
        {
            var json = new ArrayBufferWriter<byte>();
            WireToJson.Convert(batch, json);
            return json.WrittenSpan.ToArray();
        }

        using var wire = new WireWriter();
        batch.Write(wire);
        return wire.Written.ToArray();
    }
}
