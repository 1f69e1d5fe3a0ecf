namespace TracingReference.Kafka.Tests;

/// <summary>One broker for all tests that do it no harm; each uses a topic of its own.</summary>
public sealed class SharedBroker : IAsyncLifetime
{
    internal BrokerProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await BrokerProcess.StartAsync("--topic", "given:3");

    public async Task DisposeAsync() => await Process.DisposeAsync();
}
