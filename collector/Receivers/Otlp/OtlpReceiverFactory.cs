using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>The otlp receiver: OTLP 1.9 over gRPC and over HTTP, protobuf and JSON.</summary>
internal sealed class OtlpReceiverFactory() : ReceiverFactory<OtlpReceiverSettings>("otlp")
{
    protected override OtlpReceiverSettings ReadSettings(ConfigReader reader)
    {
        var protocols = reader.Section("protocols");
        var grpc = protocols?.SectionOrEmpty("grpc");
        var http = protocols?.SectionOrEmpty("http");
        protocols?.Finish();
        reader.Finish();
        if (grpc is null && http is null)
        {
            reader.Error("must specify at least one protocol when using the OTLP receiver: grpc or http under protocols");
        }

        return new(grpc is null ? null : OtlpServerSettings.ReadGrpc(grpc), http is null ? null : OtlpServerSettings.ReadHttp(http));
    }

    protected override IComponent Create(OtlpReceiverSettings settings, ComponentContext context, IReadOnlyDictionary<Signal, IConsumer> consumers) =>
        new OtlpReceiver(settings, context, consumers);
}
