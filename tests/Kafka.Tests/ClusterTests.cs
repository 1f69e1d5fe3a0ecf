using Confluent.Kafka;

namespace TracingReference.Kafka.Tests;

public sealed class ClusterTests
{
    [Fact]
    public async Task A_leader_moves_to_another_broker_and_messages_follow()
    {
        await using var cluster = await BrokerProcess.StartAsync("--brokers", "2", "--topic", "orders:2");
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.Bootstrap }).Build();
        Assert.Equal([cluster.Port, cluster.Port + 1], Metadata().Brokers.Select(broker => broker.Port).Order());

        using var producer = cluster.Producer();
        for (var leader = 1; leader <= 2; leader++)
        {
            await cluster.PostAsync("/faults/leader", new { topic = "orders", partition = 0, broker = leader });
            var partition = Metadata().Topics.Single(topic => topic.Topic == "orders").Partitions.Single(each => each.PartitionId == 0);
            Assert.Equal(leader, partition.Leader);
            await producer.ProduceAsync(new TopicPartition("orders", 0), Clients.Message($"{leader}")).WaitAsync(BrokerProcess.Patience);
        }

        var moved = (await cluster.TopicAsync("orders"))[0];
        Assert.Equal((2, 2), (moved.Leader, moved.EndOffset));

        Metadata Metadata() => admin.GetMetadata(BrokerProcess.Patience);
    }

    [Fact]
    public async Task One_broker_of_two_can_be_down()
    {
        await using var cluster = await BrokerProcess.StartAsync("--brokers", "2", "--topic", "orders:1");
        await cluster.PostAsync("/faults/leader", new { topic = "orders", partition = 0, broker = 1 });
        await cluster.PostAsync("/faults/broker/down?id=2");

        using var producer = cluster.Producer();
        await producer.SendAsync("orders", "by the other").WaitAsync(BrokerProcess.Patience);
        var brokers = (await cluster.GetStatsAsync()).GetProperty("brokers").EnumerateArray();
        Assert.Equal([true, false], brokers.Select(broker => broker.GetProperty("up").GetBoolean()));
    }
}
