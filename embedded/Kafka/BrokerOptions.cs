using System.Net;

namespace Embedded.Kafka;

/// <summary>
/// What the process was asked to be. Brokers are numbered from 1 and listen on 127.0.0.1, on
/// <paramref name="Port"/> and the ports after it; <paramref name="PartitionBytes"/> bounds what each partition holds.
/// </summary>
internal sealed record BrokerOptions(int Port, int Brokers, Uri Control, IReadOnlyList<TopicSpec> Topics, long PartitionBytes)
{
    public const int MaxBrokers = 5;

    /// <summary>Read by librdkafka itself too (eng/tools/librdkafka/broker.h).</summary>
    public const string PartitionBytesVariable = "TRACING_KAFKA_PARTITION_BYTES";

    public const string Help =
        """
        A Kafka broker in memory, for one machine and its tests.

          --port P                  listen on 127.0.0.1:P; with N brokers also on the N - 1 ports after it
          --control URL             the control endpoint, http://127.0.0.1:C
          --topic NAME:PARTITIONS   create a topic; may be repeated
          --brokers N               1 to 5 (1)

        TRACING_KAFKA_PARTITION_BYTES   what a partition holds before it drops its oldest messages (268435456)

        It stops on SIGTERM and SIGINT. Exit code 0: stopped; 1: could not start; 2: wrong arguments.
        """;

    /// <exception cref="ArgumentException">An argument is unknown, missing or out of its bounds.</exception>
    public static BrokerOptions Parse(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        int? port = null;
        var brokers = 1;
        Uri? control = null;
        var topics = new List<TopicSpec>();
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : null;
            switch (args[i])
            {
                case "--port": port = ParseNumber("--port", value, 1, IPEndPoint.MaxPort); break;
                case "--brokers": brokers = ParseNumber("--brokers", value, 1, MaxBrokers); break;
                case "--control": control = ParseControl(value); break;
                case "--topic": topics.Add(TopicSpec.Parse(value ?? "")); break;
                default: throw new ArgumentException($"unknown argument '{args[i]}'");
            }
        }

        if (port is null || control is null)
        {
            throw new ArgumentException($"{(port is null ? "--port" : "--control")} is missing");
        }

        if (port + brokers - 1 > IPEndPoint.MaxPort)
        {
            throw new ArgumentException($"--port {port} leaves no room for {brokers} brokers below {IPEndPoint.MaxPort}");
        }

        if (control.Port >= port && control.Port < port + brokers)
        {
            throw new ArgumentException($"--control {control.Port} is a port of a broker");
        }

        if (topics.CountBy(topic => topic.Name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException($"--topic '{twice}' is there twice");
        }

        return new BrokerOptions(port.Value, brokers, control, topics, ParsePartitionBytes(environment(PartitionBytesVariable)));
    }

    private static int ParseNumber(string name, string? value, int min, int max) =>
        int.TryParse(value, out var number) && number >= min && number <= max
            ? number
            : throw new ArgumentException($"{name} '{value}' must be a number from {min} to {max}");

    private static Uri ParseControl(string? value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: true, AbsolutePath: "/", Query: "" }
            && uri.Port > 0
            ? uri
            : throw new ArgumentException($"--control '{value}' must be an address of this machine, such as http://127.0.0.1:19092");

    private static long ParsePartitionBytes(string? value) =>
        string.IsNullOrEmpty(value) ? 256L * 1024 * 1024
        : long.TryParse(value, out var bytes) && bytes > 0 ? bytes
        : throw new ArgumentException($"{PartitionBytesVariable} '{value}' must be a number of bytes above 0");
}
