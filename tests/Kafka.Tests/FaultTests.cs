using System.Net;
using Confluent.Kafka;

namespace TracingReference.Kafka.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private BrokerProcess _broker = null!;

    public async Task InitializeAsync() => _broker = await BrokerProcess.StartAsync("--topic", "orders:1");

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task A_broker_that_is_down_is_unhealthy_and_what_was_sent_meanwhile_arrives_when_it_is_up()
    {
        using var producer = _broker.Producer();
        await producer.SendAsync("orders", "before");

        await _broker.PostAsync("/faults/broker/down");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(ConnectAsync);
        var during = producer.SendAsync("orders", "during");
        Assert.False(during.IsCompleted);

        await _broker.PostAsync("/faults/broker/up");
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());
        await during.WaitAsync(BrokerProcess.Patience);
        using var consumer = _broker.Consumer("down");
        consumer.Subscribe("orders");
        Assert.Equal(["before", "during"], consumer.Take(2).Values());
    }

    [Fact]
    public async Task A_broker_that_is_down_for_a_second_comes_up_by_itself_and_consumers_go_on()
    {
        using var consumer = _broker.Consumer("timed");
        consumer.Subscribe("orders");
        using var producer = _broker.Producer();
        await producer.SendAsync("orders", "before");
        Assert.Equal(["before"], consumer.Take(1).Values());

        await _broker.PostAsync("/faults/broker/down?seconds=1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
        await producer.SendAsync("orders", "after").WaitAsync(BrokerProcess.Patience);
        Assert.Equal(["after"], consumer.Take(1).Values());
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());
    }

    [Fact]
    public async Task An_outage_in_the_middle_loses_doubles_and_reorders_nothing_of_an_idempotent_producer()
    {
        using var producer = _broker.Producer(config => (config.EnableIdempotence, config.BatchNumMessages) = (true, 5));
        string[] values = [.. Enumerable.Range(0, 2_000).Select(number => $"{number}")];
        var sent = producer.SendAsync("orders", values);
        await _broker.PostAsync("/faults/broker/down?seconds=1");
        await sent.WaitAsync(BrokerProcess.Patience);

        using var consumer = _broker.Consumer("outage");
        consumer.Subscribe("orders");
        Assert.Equal(values, consumer.Take(values.Length).Values());
        Assert.Equal(values.Length, Assert.Single(await _broker.TopicAsync("orders")).EndOffset);
    }

    [Fact]
    public async Task A_later_request_replaces_what_an_earlier_one_planned()
    {
        await _broker.PostAsync("/faults/broker/down?seconds=1");
        await _broker.PostAsync("/faults/broker/down");
        using var producer = _broker.Producer(config => config.MessageTimeoutMs = 2_000);
        var failure = await Assert.ThrowsAsync<ProduceException<string, string>>(() => producer.SendAsync("orders", "lost"));
        Assert.Equal(ErrorCode.Local_MsgTimedOut, failure.Error.Code);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
    }

    [Fact]
    public async Task Errors_hit_the_next_requests_of_their_kind_and_no_more()
    {
        using var producer = _broker.Producer();
        await _broker.PostAsync("/faults/errors", new { api = "Produce", error = "INVALID_REQUIRED_ACKS", count = 2 });
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var failure = await Assert.ThrowsAsync<ProduceException<string, string>>(() => producer.SendAsync("orders", "refused"));
            Assert.Equal(ErrorCode.InvalidRequiredAcks, failure.Error.Code);
        }

        await producer.SendAsync("orders", "accepted");
        Assert.Equal(1, Assert.Single(await _broker.TopicAsync("orders")).EndOffset);
    }

    [Fact]
    public async Task Errors_replace_those_left_and_a_count_of_0_clears_them()
    {
        using var producer = _broker.Producer();
        await _broker.PostAsync("/faults/errors", new { api = "Produce", error = "TOPIC_AUTHORIZATION_FAILED", count = 1000 });
        await _broker.PostAsync("/faults/errors", new { api = "Produce", error = "TOPIC_AUTHORIZATION_FAILED", count = 0 });
        await producer.SendAsync("orders", "accepted");
    }

    [Fact]
    public async Task A_slow_broker_answers_too_late_until_it_is_fast_again()
    {
        using var producer = _broker.Producer(config => config.MessageTimeoutMs = 500);
        await producer.SendAsync("orders", "fast");
        await _broker.PostAsync("/faults/rtt", new { ms = 60_000 });
        await Assert.ThrowsAsync<ProduceException<string, string>>(() => producer.SendAsync("orders", "slow"));

        await _broker.PostAsync("/faults/rtt", new { ms = 0 });
        using var another = _broker.Producer();
        await another.SendAsync("orders", "fast again").WaitAsync(BrokerProcess.Patience);
    }

    private async Task<HttpStatusCode> HealthAsync()
    {
        using var response = await _broker.Control.GetAsync("/health");
        return response.StatusCode;
    }

    private async Task ConnectAsync()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _broker.Port);
    }
}
