namespace TracingReference.Collector.Known;

/// <summary>Components that otelcol's distributions have and this collector does not: their configuration is let pass, running them is refused.</summary>
internal static class KnownNames
{
    public static string[] Receivers { get; } =
    [
        "awscloudwatch", "awscontainerinsightreceiver", "awsecscontainermetrics", "awsfirehose", "awss3", "awsxray", "azureeventhub", "azuremonitor", "carbon", "chrony",
        "cloudfoundry", "collectd", "couchdb", "datadog", "docker_stats", "elasticsearch", "faro", "file_log", "filelog", "filestats", "fluentforward", "github",
        "googlecloudmonitoring", "googlecloudpubsub", "haproxy", "host_metrics", "hostmetrics", "httpcheck", "iis", "influxdb", "jaeger", "jmx", "journald", "k8s_cluster",
        "k8s_events", "k8sobjects", "kafka", "kafkametrics", "kubeletstats", "loki", "memcached", "mongodb", "mongodbatlas", "mysql", "namedpipe", "netflow", "nginx",
        "nop", "nsxt", "oracledb", "otlpjsonfile", "podman_stats", "postgresql", "prometheus", "prometheusremotewrite", "pulsar", "purefa", "rabbitmq", "receiver_creator",
        "redis", "riak", "saphana", "signalfx", "skywalking", "snmp", "snowflake", "solace", "splunk_hec", "splunkenterprise", "sqlquery", "sqlserver", "sshcheck", "statsd",
        "stef", "syslog", "systemd", "tcpcheck", "tcplog", "tlscheck", "udplog", "vcenter", "wavefront", "webhookevent", "windowseventlog", "windowsperfcounters",
        "windowsservice", "yanggrpc", "zipkin", "zookeeper",
    ];

    public static string[] Processors { get; } =
    [
        "coralogix", "cumulativetodelta", "datadog", "deltatocumulative", "deltatorate", "dns_lookup", "experimental_metricsgeneration", "filter", "geoip", "groupbyattrs",
        "groupbytrace", "interval", "isolationforest", "k8s_attributes", "k8sattributes", "log_dedup", "logdedup", "logstransform", "lookup", "metricsgeneration",
        "metricstarttime", "metricstransform", "remotetap", "resource_detection", "resourcedetection", "schema", "span", "spanpruning", "sumologic", "transform", "unroll",
    ];

    public static string[] Exporters { get; } =
    [
        "alertmanager", "alibabacloud_logservice", "awscloudwatchlogs", "awsemf", "awskinesis", "awss3", "awsxray", "azureblob", "azuredataexplorer", "azuremonitor", "bmchelix",
        "carbon", "cassandra", "clickhouse", "coralogix", "datadog", "dataset", "doris", "elasticsearch", "faro", "googlecloud", "googlecloudpubsub",
        "googlecloudstorage", "googlemanagedprometheus", "honeycombmarker", "influxdb", "jaeger", "kafka", "load_balancing", "loadbalancing", "logicmonitor", "logzio", "loki",
        "mezmo", "opencensus", "opensearch", "otelarrow", "prometheusremotewrite", "pulsar", "rabbitmq", "sapm", "sematext", "sentry", "signalfx", "splunk_hec", "stef",
        "sumologic", "syslog", "tencentcloud_logservice", "tinybird", "zipkin",
    ];

    public static string[] Connectors { get; } =
    [
        "count", "datadog", "exceptions", "failover", "grafanacloud", "metricsaslogs", "otlpjson", "round_robin", "roundrobin", "routing", "signal_to_metrics",
        "signaltometrics", "slowsql", "sum",
    ];

    public static string[] Extensions { get; } =
    [
        "ack", "asapclient", "avro_log_encoding", "awscloudwatchmetricstreams_encoding", "aws_logs_encoding", "azure_auth", "azure_encoding", "basicauth", "cgroupruntime", "db_storage",
        "docker_observer", "ecs_observer", "ecs_task_observer", "googleclientauth", "headers_setter", "healthcheckv2", "host_observer", "http_forwarder", "jaeger_encoding",
        "jaegerremotesampling", "json_log_encoding", "k8s_leader_elector", "k8s_observer", "kafkatopics_observer", "memory_limiter", "oauth2client", "oidc", "opamp", "otlp_encoding",
        "pprof", "redis_storage", "remotetap", "sigv4auth", "skywalking_encoding", "solarwindsapmsettings", "sumologic", "text_encoding", "zipkin_encoding", "zpages",
    ];

    /// <summary>All of them, for the configuration to find.</summary>
    public static IReadOnlyList<Pipelines.ComponentFactory> Factories { get; } =
    [
        .. Receivers.Select(type => new KnownReceiverFactory(type)),
        .. Processors.Select(type => new KnownProcessorFactory(type)),
        .. Exporters.Select(type => new KnownExporterFactory(type)),
        .. Connectors.Select(type => new KnownConnectorFactory(type)),
        .. Extensions.Select(type => new KnownExtensionFactory(type)),
    ];
}
