using System.Buffers;
using System.Buffers.Binary;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.File;

/// <summary>Writes each batch as one request into the exporter's file.</summary>
internal sealed class FileSender(FileSink sink, ComponentContext context) : ISender
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        sink.Open(context.Time);
        return Task.CompletedTask;
    }

    public ValueTask SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            if (sink.Settings.IsProto)
            {
                using var wire = new WireWriter();
                wire.Raw([0, 0, 0, 0]);
                batch.Write(wire);
                BinaryPrimitives.WriteInt32BigEndian(wire.WrittenMemory.Span, wire.Length - sizeof(int));
                sink.Write(wire.Written);
            }
            else
            {
                var json = new ArrayBufferWriter<byte>();
                WireToJson.Convert(batch, json);
                json.Write("\n"u8);
                sink.Write(json.WrittenSpan);
            }

            return ValueTask.CompletedTask;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SendException($"cannot write to {sink.Settings.Path}: {error.Message}", error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        sink.Close();
        return Task.CompletedTask;
    }
}
