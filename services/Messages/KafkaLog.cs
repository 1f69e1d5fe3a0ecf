using Microsoft.Extensions.Logging;

namespace TracingReference.Messages;

internal static partial class KafkaLog
{
    [LoggerMessage(LogLevel.Warning, "Kafka {Client}: {Message}")]
    public static partial void Client(ILogger logger, string client, string message);

    [LoggerMessage(LogLevel.Warning, "Processing {Key} from {Topic} failed; it is tried again in {Delay} ms")]
    public static partial void Retrying(ILogger logger, Exception? exception, string topic, string key, double delay);

    [LoggerMessage(LogLevel.Error, "Message {Key} at {Topic} {Partition}:{Offset} cannot be read and goes to {DeadLetter}")]
    public static partial void DeadLetter(ILogger logger, Exception exception, string topic, string? key, int partition, long offset, string deadLetter);

    [LoggerMessage(LogLevel.Warning, "Message {Key} was not published to {Topic}: {Reason}")]
    public static partial void NotPublished(ILogger logger, string key, string topic, string reason);

    [LoggerMessage(LogLevel.Error, "Message {Key} from {Topic} failed {Attempts} times and goes to {DeadLetter}")]
    public static partial void GivenUp(ILogger logger, Exception exception, string key, string topic, int attempts, string deadLetter);

    [LoggerMessage(LogLevel.Error, "The consumer of {Group} cannot go on with {Topic}; another joins in {Delay} ms")]
    public static partial void BeginsAnew(ILogger logger, Exception exception, string group, string topic, double delay);

    [LoggerMessage(LogLevel.Information, "Consuming {Topic}, partitions {Partitions}")]
    public static partial void Assigned(ILogger logger, string topic, string partitions);
}
