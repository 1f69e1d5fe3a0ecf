using System.Runtime.InteropServices;

namespace Embedded.Kafka;

/// <summary>
/// A running mock cluster. Its methods may be called from any thread; librdkafka queues them for the cluster's own.
/// Each throws a <see cref="BrokerException"/> with librdkafka's reason when the cluster refuses.
/// </summary>
internal sealed unsafe class Broker : IDisposable
{
    // A consumer killed without a word keeps its partitions for the session timeout: with Kafka's 45 s
    // a restarted service would stand idle for most of a minute.
    private const int GroupSessionTimeoutMs = 6_000;
    private const int GroupHeartbeatIntervalMs = 1_000;
    private const int GroupInitialRebalanceDelayMs = 50;
    private const int ErrorTextSize = 512;

    private readonly BrokerOptions _options;
    private readonly nint _client;
    private readonly nint _cluster;
    private readonly Outage[] _outages;

    private Broker(BrokerOptions options, TimeProvider time, nint client, nint cluster)
    {
        (_options, _client, _cluster) = (options, client, cluster);
        _outages = [.. Ids.Select(id => new Outage(
            time,
            () => Check(Librdkafka.SetDown(_cluster, id), $"broker {id} cannot go down"),
            () => Check(Librdkafka.SetUp(_cluster, id), $"broker {id} cannot come up")))];
    }

    /// <summary>The brokers' numbers.</summary>
    public IEnumerable<int> Ids => Enumerable.Range(1, _options.Brokers);

    /// <summary>Whether every broker accepts connections.</summary>
    public bool Listening => _outages.All(outage => !outage.Down);

    /// <summary>Starts the brokers and creates the topics of the options.</summary>
    public static Broker Start(BrokerOptions options, TimeProvider time)
    {
        for (var broker = 0; broker < options.Brokers; broker++)
        {
            LoopbackPort.RequireFree(options.Port + broker, $"broker {broker + 1}");
        }

        Librdkafka.Load();
        if (Librdkafka.SetEnvironment("TRACING_KAFKA_PORT", $"{options.Port}", overwrite: 1) != 0)
        {
            throw new BrokerException("the environment is full");
        }

        var client = NewClient();
        var cluster = Librdkafka.NewCluster(client, options.Brokers);
        if (cluster == 0)
        {
            throw new BrokerException($"port {options.Port}, or one of the {options.Brokers} from there, was taken while starting");
        }

        // It listens already, and a client of the broker before may be waiting: what it asks about would be created for it.
        var started = new Broker(options, time, client, cluster);
        foreach (var id in started.Ids)
        {
            started.SetDown(id, duration: null);
        }

        Librdkafka.SetController(cluster, 1);
        Librdkafka.SetGroupInitialRebalanceDelay(cluster, GroupInitialRebalanceDelayMs);
        Librdkafka.SetGroupSessionTimeout(cluster, GroupSessionTimeoutMs);
        Librdkafka.SetGroupHeartbeatInterval(cluster, GroupHeartbeatIntervalMs);
        foreach (var topic in options.Topics.Except(started.Topics()))
        {
            started.CreateTopic(topic);
        }

        foreach (var id in started.Ids)
        {
            started.SetUp(id);
        }

        return started;
    }

    public void CreateTopic(TopicSpec topic) =>
        Check(
            Librdkafka.CreateTopic(_cluster, topic.Name, topic.Partitions, replicas: _options.Brokers),
            $"topic '{topic.Name}' cannot be created");

    /// <summary>Closes the broker's connections and its port, until <see cref="SetUp"/> or for the given time.</summary>
    public void SetDown(int broker, TimeSpan? duration) => _outages[broker - 1].Begin(duration);

    public void SetUp(int broker) => _outages[broker - 1].End();

    /// <summary>Delays every answer of the broker; zero ends it.</summary>
    public void SetRoundTrip(int broker, TimeSpan time) =>
        Check(Librdkafka.SetRoundTrip(_cluster, broker, (int)time.TotalMilliseconds), $"broker {broker} cannot be slowed");

    /// <summary>Answers the next requests of this kind with an error, in place of what was asked for before.</summary>
    public void SetErrors(short api, int error, int count)
    {
        Librdkafka.ClearErrors(_cluster, api);
        var errors = new int[count];
        Array.Fill(errors, error);
        fixed (int* first = errors)
        {
            Librdkafka.PushErrors(_cluster, api, (nuint)count, first);
        }
    }

    public void SetLeader(string topic, int partition, int broker) =>
        Check(Librdkafka.SetLeader(_cluster, topic, partition, broker), $"{topic}[{partition}] cannot move to broker {broker}");

    // A client may all the same have been quicker, and may have been given just the topic that is to be.
    private IEnumerable<TopicSpec> Topics() => GetStats().Topics.Select(topic => new TopicSpec(topic.Name, topic.Partitions.Count));

    public BrokerStats GetStats()
    {
        var partitions = new List<(string Topic, PartitionStats Partition)>();
        var state = GCHandle.Alloc(partitions);
        try
        {
            Check(Librdkafka.VisitPartitions(_cluster, &Visit, GCHandle.ToIntPtr(state)), "the partitions cannot be read");
        }
        finally
        {
            state.Free();
        }

        return new BrokerStats(
            [.. Ids.Select(id => new BrokerState(id, _options.Port + id - 1, Up: !_outages[id - 1].Down))],
            [.. partitions.GroupBy(
                partition => partition.Topic,
                partition => partition.Partition,
                (topic, found) => new TopicStats(topic, [.. found]))],
            partitions.Sum(each => each.Partition.EndOffset - each.Partition.StartOffset),
            partitions.Sum(each => each.Partition.Bytes),
            partitions.Sum(each => each.Partition.DroppedMessages));
    }

    public void Dispose()
    {
        foreach (var outage in _outages)
        {
            outage.Dispose();
        }

        Librdkafka.DestroyCluster(_cluster);
        Librdkafka.Destroy(_client);
    }

    private static nint NewClient()
    {
        var error = stackalloc byte[ErrorTextSize];
        var configuration = Librdkafka.NewConfiguration();
        // This client never connects, which librdkafka would remark on; what the cluster logs are errors.
        var failed = Librdkafka.SetConfiguration(configuration, "log_level", "3", error, ErrorTextSize) != 0;
        var client = failed ? 0 : Librdkafka.New(Librdkafka.Producer, configuration, error, ErrorTextSize);
        return client != 0
            ? client
            : throw new BrokerException($"librdkafka did not start: {Marshal.PtrToStringUTF8((nint)error)}");
    }

    [UnmanagedCallersOnly]
    private static void Visit(nint state, byte* topic, int partition, int leader, long start, long end, long bytes, long dropped)
    {
        var partitions = (List<(string, PartitionStats)>)GCHandle.FromIntPtr(state).Target!;
        partitions.Add((Marshal.PtrToStringUTF8((nint)topic)!, new PartitionStats(partition, leader, start, end, bytes, dropped)));
    }

    private static void Check(int error, string what)
    {
        if (error != 0)
        {
            throw new BrokerException($"{what}: {Marshal.PtrToStringUTF8(Librdkafka.ErrorText(error))}");
        }
    }
}
