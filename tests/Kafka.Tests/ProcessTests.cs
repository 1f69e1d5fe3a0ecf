using System.Net;
using System.Net.Sockets;

namespace TracingReference.Kafka.Tests;

public sealed class ProcessTests
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public async Task A_signal_stops_it_with_0_while_clients_are_connected(int signal)
    {
        await using var broker = await BrokerProcess.StartAsync("--topic", "orders:1");
        using var producer = broker.Producer();
        await producer.SendAsync("orders", "a");
        Assert.Equal(0, await broker.StopAsync(signal));
    }

    [Fact]
    public async Task Its_port_can_be_used_again_at_once_and_clients_come_back()
    {
        var before = await BrokerProcess.StartAsync("--topic", "orders:1");
        using var producer = before.Producer();
        await producer.SendAsync("orders", "a");
        await before.DisposeAsync();

        await using var after = await BrokerProcess.StartOnAsync(before.Port, "--topic", "orders:1");
        await producer.SendAsync("orders", "b").WaitAsync(BrokerProcess.Patience);
        Assert.Equal(1, Assert.Single(await after.TopicAsync("orders")).EndOffset);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var free = BrokerProcess.FreePort();

        var broker = await BrokerProcess.RunAsync("--port", $"{port}", "--control", $"http://127.0.0.1:{free}");
        Assert.Equal((1, $"kafka: port {port}, for broker 1, is in use\n"), broker);
        var control = await BrokerProcess.RunAsync("--port", $"{free}", "--control", $"http://127.0.0.1:{port}");
        Assert.Equal((1, $"kafka: port {port}, for the control endpoint, is in use\n"), control);
    }

    [Theory]
    [InlineData("--port is missing", "--control", "http://127.0.0.1:19999")]
    [InlineData("--control is missing", "--port", "19998")]
    [InlineData("--port '0' must be", "--port", "0")]
    [InlineData("--port 'x' must be", "--port", "x")]
    [InlineData("--port '' must be", "--port")]
    [InlineData("unknown argument '--prot'", "--prot", "1")]
    [InlineData("--control 'http://192.0.2.1:80' must be", "--control", "http://192.0.2.1:80")]
    [InlineData("--control 'https://127.0.0.1:80' must be", "--control", "https://127.0.0.1:80")]
    [InlineData("--control 'x' must be", "--control", "x")]
    [InlineData("--topic 'orders' must be name:partitions", "--topic", "orders")]
    [InlineData("it can have 1 to 128", "--topic", "orders:0")]
    [InlineData("--topic 'a' is there twice", "--port", "19998", "--control", "http://127.0.0.1:19999", "--topic", "a:1", "--topic", "a:2")]
    [InlineData("--brokers '6' must be", "--brokers", "6")]
    [InlineData("is a port of a broker", "--port", "19998", "--control", "http://127.0.0.1:19999", "--brokers", "2")]
    public async Task Wrong_arguments_are_one_line_and_exit_code_2(string reason, params string[] arguments)
    {
        var (exitCode, errors) = await BrokerProcess.RunAsync(arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }
}
