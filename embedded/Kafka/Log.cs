namespace Embedded.Kafka;

internal static partial class Log
{
    public static void Listening(this ILogger log, BrokerOptions options) =>
        log.Listening(options.Brokers, options.Port, options.Control, string.Join(' ', options.Topics), options.PartitionBytes >> 20);

    [LoggerMessage(LogLevel.Information,
        "{Brokers} broker(s) on 127.0.0.1 from port {Port}, control on {Control}, topics {Topics}, {PartitionMiB} MiB a partition")]
    private static partial void Listening(this ILogger log, int brokers, int port, Uri control, string topics, long partitionMiB);

    [LoggerMessage(LogLevel.Warning, "broker {Broker} is down as asked, {Duration}")]
    public static partial void Down(this ILogger log, int broker, string duration);

    [LoggerMessage(LogLevel.Warning, "broker {Broker} is up as asked")]
    public static partial void Up(this ILogger log, int broker);
}
