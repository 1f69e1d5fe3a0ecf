using System.Reflection;
using System.Runtime.InteropServices;

namespace Embedded.Kafka;

/// <summary>
/// The part of librdkafka 2.15 that makes a mock cluster (rdkafka.h, rdkafka_mock.h), and what
/// eng/tools/librdkafka/broker.h adds to it. Only the library built there will do, in both modes of packages.
/// </summary>
internal static unsafe partial class Librdkafka
{
    private const string Library = "librdkafka";

    /// <exception cref="BrokerException">The library is not where the build put it.</exception>
    public static void Load()
    {
        var folder = typeof(Librdkafka).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "TracingTools").Value;
        var path = Path.Combine(folder!, Library, "librdkafka.so");
        if (!NativeLibrary.TryLoad(path, out var handle))
        {
            throw new BrokerException($"{path} cannot be loaded; build embedded/Kafka again, which installs it (eng/tools/README.md)");
        }

        NativeLibrary.SetDllImportResolver(typeof(Librdkafka).Assembly, (name, _, _) => name == Library ? handle : 0);
    }

    /// <summary>In librdkafka's enum rd_kafka_type_t.</summary>
    public const int Producer = 0;

    /// <summary>An error code and its name, such as -195 and _TRANSPORT, or 6 and NOT_LEADER_FOR_PARTITION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct ErrorDescription
    {
        public readonly int Code;
        public readonly nint Name;
        public readonly nint Text;
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint NewConfiguration();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetConfiguration(nint configuration, string name, string value, byte* error, nuint errorSize);

    /// <summary>The handle that a mock cluster belongs to; takes the configuration over.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    public static partial nint New(int type, nint configuration, byte* error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    public static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_get_err_descs")]
    public static partial void GetErrorDescriptions(out ErrorDescription* descriptions, out nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_err2str")]
    public static partial nint ErrorText(int error);

    /// <summary>Null when a broker could not listen.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void DestroyCluster(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_controller_id")]
    public static partial void SetController(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void SetGroupInitialRebalanceDelay(nint cluster, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_group_consumer_session_timeout_ms")]
    public static partial void SetGroupSessionTimeout(nint cluster, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_set_group_consumer_heartbeat_interval_ms")]
    public static partial void SetGroupHeartbeatInterval(nint cluster, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_partition_set_leader", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLeader(nint cluster, string topic, int partition, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int SetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int SetUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int SetRoundTrip(nint cluster, int broker, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    public static partial void ClearErrors(nint cluster, short api);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushErrors(nint cluster, short api, nuint count, int* errors);

    /// <summary>Calls back once for each partition, on the cluster's thread, before it returns.</summary>
    [LibraryImport(Library, EntryPoint = "broker_visit_partitions")]
    public static partial int VisitPartitions(
        nint cluster, delegate* unmanaged<nint, byte*, int, int, long, long, long, long, void> visit, nint state);

    /// <summary>The C library's: .NET's own environment is a copy that native code does not see.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);
}
