namespace Embedded.Kafka;

/// <summary>What the brokers hold; bytes are of message batches as they came, and dropped messages were never lost silently.</summary>
internal sealed record BrokerStats(
    IReadOnlyList<BrokerState> Brokers, IReadOnlyList<TopicStats> Topics, long Messages, long Bytes, long DroppedMessages);

/// <summary>One broker; while it is down its connections are closed and its port refuses.</summary>
internal sealed record BrokerState(int Id, int Port, bool Up);

/// <summary>A topic and its partitions.</summary>
internal sealed record TopicStats(string Name, IReadOnlyList<PartitionStats> Partitions);

/// <summary>A partition: the first offset held, the one after the last, and what was dropped to stay within its bounds.</summary>
internal sealed record PartitionStats(int Id, int Leader, long StartOffset, long EndOffset, long Bytes, long DroppedMessages);
