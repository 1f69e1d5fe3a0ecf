using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Known;

/// <summary>
/// Components that otelcol's distributions have and this collector does not, by what they carry (contrib's metadata and its
/// published lists of components): their configuration is let pass, running them is refused.
/// </summary>
internal static class KnownNames
{
    /// <summary>Signals, and the receivers that give them.</summary>
    private static readonly (string Signals, string Types)[] Receivers =
    [
        ("traces", "awsxray jaeger solace zipkin"),
        ("metrics",
            "awscontainerinsightreceiver awsecscontainermetrics azuremonitor carbon chrony collectd couchdb docker_stats elasticsearch filestats " +
            "googlecloudmonitoring haproxy httpcheck iis influxdb jmx kafkametrics kubeletstats memcached mongodb nginx nsxt podman_stats prometheus " +
            "prometheusremotewrite purefa rabbitmq redis riak saphana snmp snowflake splunkenterprise sshcheck statsd stef systemd tcpcheck tlscheck vcenter " +
            "wavefront windowsperfcounters windowsservice yanggrpc zookeeper"),
        ("logs",
            "awscloudwatch file_log filelog fluentforward journald k8s_events k8sobjects loki namedpipe netflow syslog tcplog udplog webhookevent windowseventlog"),
        ("traces metrics", "datadog github skywalking"),
        ("traces logs", "faro"),
        ("metrics logs",
            "awsfirehose cloudfoundry host_metrics hostmetrics k8s_cluster mongodbatlas mysql oracledb postgresql signalfx splunk_hec sqlquery sqlserver"),
        ("traces metrics logs", "awss3 azureeventhub googlecloudpubsub kafka nop otlpjsonfile pulsar receiver_creator"),
    ];

    private static readonly (string Signals, string Types)[] Processors =
    [
        ("traces", "coralogix datadog groupbytrace span spanpruning"),
        ("metrics",
            "cumulativetodelta deltatocumulative deltatorate experimental_metricsgeneration interval metricsgeneration metricstarttime metricstransform"),
        ("logs", "log_dedup logdedup logstransform unroll"),
        ("traces metrics logs",
            "dns_lookup filter geoip groupbyattrs isolationforest k8s_attributes k8sattributes lookup remotetap resource_detection resourcedetection schema " +
            "sumologic transform"),
    ];

    private static readonly (string Signals, string Types)[] Exporters =
    [
        ("traces", "alertmanager awsxray jaeger sapm sentry zipkin"),
        ("metrics", "awsemf bmchelix carbon googlemanagedprometheus prometheusremotewrite stef"),
        ("logs", "awscloudwatchlogs googlecloudstorage honeycombmarker loki mezmo syslog tencentcloud_logservice"),
        ("traces metrics", "opencensus"),
        ("traces logs", "cassandra dataset faro logicmonitor logzio opensearch"),
        ("metrics logs", "sematext"),
        ("traces metrics logs",
            "alibabacloud_logservice awskinesis awss3 azureblob azuredataexplorer azuremonitor clickhouse coralogix datadog doris elasticsearch googlecloud " +
            "googlecloudpubsub influxdb kafka load_balancing loadbalancing otelarrow pulsar rabbitmq signalfx splunk_hec sumologic tinybird"),
    ];

    /// <summary>What is taken, and what is given for it.</summary>
    private static readonly (string Pairs, string Types)[] Connectors =
    [
        ("traces>metrics metrics>metrics logs>metrics", "count signal_to_metrics signaltometrics sum"),
        ("traces>traces traces>metrics", "datadog"),
        ("traces>metrics traces>logs", "exceptions"),
        ("traces>traces metrics>metrics logs>logs", "failover round_robin roundrobin routing"),
        ("traces>metrics", "grafanacloud"),
        ("metrics>logs", "metricsaslogs"),
        ("logs>traces logs>metrics logs>logs", "otlpjson"),
        ("traces>logs", "slowsql"),
    ];

    private const string Extensions =
        "ack asapclient avro_log_encoding awscloudwatchmetricstreams_encoding aws_logs_encoding azure_auth azure_encoding basicauth cgroupruntime db_storage " +
        "docker_observer ecs_observer ecs_task_observer googleclientauth headers_setter healthcheckv2 host_observer http_forwarder jaeger_encoding " +
        "jaegerremotesampling json_log_encoding k8s_leader_elector k8s_observer kafkatopics_observer memory_limiter oauth2client oidc opamp otlp_encoding pprof " +
        "redis_storage remotetap sigv4auth skywalking_encoding solarwindsapmsettings sumologic text_encoding zipkin_encoding zpages";

    /// <summary>All of them, for the configuration to find.</summary>
    public static IReadOnlyList<ComponentFactory> Factories { get; } =
    [
        .. Make(Receivers, static (type, signals) => new KnownReceiverFactory(type, signals)),
        .. Make(Processors, static (type, signals) => new KnownProcessorFactory(type, signals)),
        .. Make(Exporters, static (type, signals) => new KnownExporterFactory(type, signals)),
        .. Connectors.SelectMany(row => row.Types.Split(' ').Select(type => new KnownConnectorFactory(type, [.. row.Pairs.Split(' ').Select(ParsePair)]))),
        .. Extensions.Split(' ').Select(type => new KnownExtensionFactory(type)),
    ];

    private static IEnumerable<ComponentFactory> Make((string Signals, string Types)[] rows, Func<string, IReadOnlyList<Signal>, ComponentFactory> create) =>
        rows.SelectMany(row => row.Types.Split(' ').Select(type => create(type, [.. row.Signals.Split(' ').Select(ParseSignal)])));

    private static Signal ParseSignal(string name) => Enum.Parse<Signal>(name, ignoreCase: true);

    private static (Signal From, Signal To) ParsePair(string pair) => pair.Split('>') is [var from, var to]
        ? (ParseSignal(from), ParseSignal(to))
        : throw new FormatException($"'{pair}' is no pair of signals");
}
