using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TracingReference.Tests.Support;

namespace TracingReference.SystemTests.Shop;

/// <summary>The whole shop, started by its AppHost, with the tests' own receiver of telemetry.</summary>
public sealed class ShopSystem : IAsyncDisposable
{
    private const string PortOffset = "12000";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan KafkaTimeout = TimeSpan.FromSeconds(10);

    private readonly SystemLock turn;
    private readonly string data;
    private readonly DistributedApplication app;

    private ShopSystem(SystemLock turn, string data, OtlpReceiver telemetry, DistributedApplication app)
    {
        this.turn = turn;
        this.data = data;
        this.app = app;
        Telemetry = telemetry;
        Client = new ShopClient(app.CreateHttpClient("gateway", "http"));
    }

    /// <summary>What the system said of itself.</summary>
    public OtlpReceiver Telemetry { get; }

    /// <summary>A client of the gateway.</summary>
    public ShopClient Client { get; }

    /// <summary>Starts the system and waits until every resource is healthy.</summary>
    /// <param name="settings">Variables set on every service.</param>
    public static Task<ShopSystem> StartAsync(params (string Name, string Value)[] settings) => StartAsync(sampling: null, settings);

    /// <summary>The same, with telemetry on its usual way through the collector, whose back end the receiver is.</summary>
    /// <param name="sampling">What the AppHost's <c>--sampling</c> is given.</param>
    public static Task<ShopSystem> StartWithCollectorAsync(string sampling) => StartAsync(sampling, []);

    private static async Task<ShopSystem> StartAsync(string? sampling, (string Name, string Value)[] settings)
    {
        var turn = await SystemLock.AcquireAsync();
        var data = Directory.CreateTempSubdirectory("tracing-reference-").FullName;
        var telemetry = await OtlpReceiver.StartAsync();
        using var timeout = new CancellationTokenSource(StartTimeout);

        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--port-offset", PortOffset, "--data", data, "--sampling", sampling ?? "development"], timeout.Token);
        builder.Services.AddLogging(logging => logging.AddFilter("System.Net.Http", LogLevel.Warning)); // the tests' own client
        foreach (var service in builder.Resources.OfType<ProjectResource>().ToArray())
        {
            var resource = builder.CreateResourceBuilder(service)
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "200")
                .WithEnvironment("OTEL_BLRP_SCHEDULE_DELAY", "200");
            if (sampling is null)
            {
                resource.WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", telemetry.Endpoint);
            }

            foreach (var (name, value) in settings)
            {
                resource.WithEnvironment(name, value);
            }
        }

        var collector = builder.Resources.OfType<ExecutableResource>().Single(resource => resource.Name == "collector");
        builder.CreateResourceBuilder(collector).WithEnvironment("DASHBOARD_OTLP_GRPC", telemetry.Endpoint);
        var app = await builder.BuildAsync(timeout.Token);
        await app.StartAsync(timeout.Token);
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(service.Name, timeout.Token);
        }

        return new ShopSystem(turn, data, telemetry, app);
    }

    /// <summary>The base address of a resource's endpoint.</summary>
    public Uri Endpoint(string resource, string endpoint = "http") => app.GetEndpoint(resource, endpoint);

    /// <summary>Runs a resource command: start, stop or restart.</summary>
    public async Task CommandAsync(string resource, string command)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync(resource, command);
        Assert.True(result.Success, $"{command} of {resource}: {result.Message}");
    }

    /// <summary>Kills a resource's process with SIGKILL, as a crash would, and waits until it is gone.</summary>
    /// <returns>When.</returns>
    public async Task<DateTimeOffset> KillAsync(string resource)
    {
        using var process = Process.GetProcessById((int)EndpointsFile()[resource]!["pid"]!);
        var at = DateTimeOffset.UtcNow;
        process.Kill();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
        return at;
    }

    /// <summary>Starts a resource again through the AppHost, and waits until it is healthy.</summary>
    public async Task StartAsync(string resource)
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        await app.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, timeout.Token);
        await CommandAsync(resource, KnownResourceCommands.StartCommand);
        await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, timeout.Token);
    }

    /// <summary>The broker's control endpoint.</summary>
    public Uri KafkaControl => new((string)EndpointsFile()["kafka"]!["controlUrl"]!);

    /// <summary>Asks a database itself.</summary>
    public async Task<T> QueryAsync<T>(string database, string sql)
    {
        // Not pooled: the server may have died since the last question.
        await using var connection = new NpgsqlConnection($"{await app.GetConnectionStringAsync(database)};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>All rows of all tables of a database, as text; bytes are in hex.</summary>
    public async Task<string> DumpAsync(string database)
    {
        var tables = await QueryAsync<string[]>(database, "select array_agg(tablename::text order by tablename) from pg_tables where schemaname = 'public'");
        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            dump.AppendLine(await QueryAsync<string>(database, $"select '{table}:' || coalesce(string_agg(row::text, E'\n'), '') from \"{table}\" as row"));
        }

        return dump.ToString();
    }

    /// <summary>All messages on the broker, of every topic.</summary>
    public async Task<IReadOnlyList<Message<byte[]?, byte[]?>>> MessagesAsync()
    {
        var configuration = new ConsumerConfig
        {
            BootstrapServers = await app.GetConnectionStringAsync("kafka"),
            GroupId = "system-tests",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
        };
        using var admin = new AdminClientBuilder(configuration).Build();
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(configuration).Build();
        var partitions = admin.GetMetadata(KafkaTimeout).Topics
            .SelectMany(topic => topic.Partitions.Select(partition => new TopicPartitionOffset(topic.Topic, partition.PartitionId, Offset.Beginning)))
            .ToArray();
        consumer.Assign(partitions);
        var messages = new List<Message<byte[]?, byte[]?>>();
        for (var left = partitions.Length; left > 0;)
        {
            var result = consumer.Consume(KafkaTimeout) ?? throw new TimeoutException("Kafka did not say where its topics end.");
            if (result.IsPartitionEOF)
            {
                left--;
            }
            else
            {
                messages.Add(result.Message);
            }
        }

        return messages;
    }

    /// <summary>What the resources wrote to their logs, by file.</summary>
    public IReadOnlyDictionary<string, string> Logs() =>
        new DirectoryInfo(Path.Combine(data, "logs")).GetFiles().ToDictionary(file => file.Name, file =>
        {
            using var reader = new StreamReader(file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite)); // it is still written to
            return reader.ReadToEnd();
        });

    /// <summary>The end of what some resources wrote to their logs, to be told where a test fails.</summary>
    public string LastWords(params string[] resources)
    {
        const int Lines = 40;
        var logs = Logs();
        return string.Join('\n', resources
            .SelectMany(resource => logs.Where(log => log.Key.StartsWith(resource, StringComparison.Ordinal)))
            .Select(log => $"== {log.Key}\n{string.Join('\n', log.Value.Split('\n').TakeLast(Lines))}"));
    }

    private JsonNode EndpointsFile() => JsonNode.Parse(File.ReadAllText(Path.Combine(data, "endpoints.json")))!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await Telemetry.DisposeAsync();
        Directory.Delete(data, recursive: true);
        turn.Dispose();
    }
}
