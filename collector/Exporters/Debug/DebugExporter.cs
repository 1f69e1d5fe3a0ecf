using System.Buffers;
using System.Text;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Exporters.Debug;

/// <summary>Tells on the console what passes; detailed output is the batch as OTLP in JSON.</summary>
internal sealed partial class DebugExporter(DebugSettings settings, ComponentContext context) : IExporter
{
    private readonly ILogger _logger = context.Logger;
    private readonly BatchSampler _sampler = new(settings, context.Time);
    private readonly OwnCounter _sent = context.Metrics.Counter(
        $"exporter_sent_{OwnNames.Items(context.Signal)}", MetricsLevel.Basic, ("exporter", context.Id.ToString()));

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        using (batch)
        {
            if (_logger.IsEnabled(LogLevel.Information) && _sampler.IsNextTold())
            {
                Tell(batch);
            }

            _sent.Add(batch.ItemCount);
            return ValueTask.CompletedTask;
        }
    }

    private void Tell(Batch batch)
    {
        LogBatch(_logger, OwnNames.DataType(batch.Signal), batch.Resources.Count, batch.ItemCount);
        switch (settings.Verbosity)
        {
            case DebugVerbosity.Normal:
                foreach (var item in batch.Parts())
                {
                    LogItem(_logger, Describe(item.Message));
                }

                break;
            case DebugVerbosity.Detailed:
                var json = new ArrayBufferWriter<byte>();
                WireToJson.Convert(batch, json);
                LogItem(_logger, Encoding.UTF8.GetString(json.WrittenSpan));
                break;
        }
    }

    private static string Describe(Message item)
    {
        var attributes = item.Type.Attributes is { } field && item.Has(field.Number) ? string.Join(' ', item.Attributes.Select(Format)) : "";
        return item.Type == OtlpSchema.Span
            ? $"{item.Text(5)} {Convert.ToHexStringLower(item.Raw(1).Span)} {Convert.ToHexStringLower(item.Raw(2).Span)} {attributes}"
            : item.Type == OtlpSchema.LogRecord ? $"{item.Value(5).Text} {attributes}" : item.Text(1);
    }

    private static string Format(Otlp.Attribute attribute) => $"{attribute.Key}={attribute.Value.Kind switch
    {
        ValueKind.String => attribute.Value.Text,
        ValueKind.Int => attribute.Value.Int.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ValueKind.Double => attribute.Value.Double.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ValueKind.Bool => attribute.Value.Bool ? "true" : "false",
        var kind => $"<{kind}>",
    }}";

    [LoggerMessage(LogLevel.Information, "{Signal}: {Resources} resources, {Items} items")]
    private static partial void LogBatch(ILogger logger, string signal, int resources, int items);

    [LoggerMessage(LogLevel.Information, "{Item}")]
    private static partial void LogItem(ILogger logger, string item);
}
