using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Receivers.Otlp;
using TracingReference.Collector.Telemetry;
using TracingReference.Collector.Tests.Exporters;
using TracingReference.Collector.Tests.Processors;
using TracingReference.Collector.Tests.Running;

namespace TracingReference.Collector.Tests.Receivers;

/// <summary>The otlp receiver on ports of its own, with both protocols, before a pipeline of traces alone.</summary>
public sealed class ServedReceiver : IAsyncLifetime
{
    private readonly IComponent _receiver;

    public ServedReceiver()
    {
        var factory = new OtlpReceiverFactory();
        _receiver = factory.Create(
            TestContext.Read(factory, string.Create(CultureInfo.InvariantCulture,
                $"{{protocols: {{grpc: {{endpoint: '127.0.0.1:{Grpc.Port}'}}, http: {{endpoint: '127.0.0.1:{Http.Port}'}}}}}}")),
            new(new("otlp", ""), default, NullLoggerFactory.Instance, new OwnMetrics(MetricsLevel.Normal), TimeProvider.System, _ => null),
            new Dictionary<Signal, IConsumer> { [Signal.Traces] = new RecordingConsumer() });
    }

    public Uri Grpc { get; } = new($"http://127.0.0.1:{CollectorProcess.FreePort()}");

    public Uri Http { get; } = new($"http://127.0.0.1:{CollectorProcess.FreePort()}");

    public Task InitializeAsync() => _receiver.StartAsync(default);

    public Task DisposeAsync() => _receiver.StopAsync(default);
}
