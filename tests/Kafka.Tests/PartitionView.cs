using System.Text.Json;

namespace TracingReference.Kafka.Tests;

/// <summary>What /stats says of a partition.</summary>
internal sealed record PartitionView(int Id, int Leader, long StartOffset, long EndOffset, long Bytes, long DroppedMessages);

internal static class Stats
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The partitions of a topic; none if there is no such topic.</summary>
    public static async Task<List<PartitionView>> TopicAsync(this BrokerProcess broker, string name) =>
        [.. (await broker.GetStatsAsync()).GetProperty("topics").EnumerateArray()
            .Where(topic => topic.GetProperty("name").GetString() == name)
            .SelectMany(topic => topic.GetProperty("partitions").Deserialize<List<PartitionView>>(Web)!)];
}
