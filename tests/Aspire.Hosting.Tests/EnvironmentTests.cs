using Embedded.AspireHosting;
using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>What Aspire promises a process about its environment, held against what a process really has.</summary>
public sealed class EnvironmentTests() : AppTest(
    "--environment=Development",
    "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:4317",
    "--AppHost:OtlpApiKey=otlp-key",
    "--Parameters:pass_word=from-configuration",
    "--ConnectionStrings:cache=cache:6379",
    "--ConnectionStrings:renamed=elsewhere")
{
    [Fact]
    public async Task A_project_in_development_has_the_variables_of_the_contract()
    {
        var variables = await ShowAsync(Project());

        Hold(variables,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=otlp-key"),
            ("OTEL_SERVICE_NAME", "shown"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "1000"),
            ("OTEL_BSP_SCHEDULE_DELAY", "1000"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
            ("OTEL_TRACES_SAMPLER", "always_on"),
            ("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based"),
            ("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"),
            ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"),
            ("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true"),
            ("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true"),
            ("LOGGING__CONSOLE__FORMATTERNAME", "simple"),
            ("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true"));
        Assert.Matches("^service\\.instance\\.id=[a-z]{8}$", variables["OTEL_RESOURCE_ATTRIBUTES"]);
    }

    [Fact]
    public async Task Outside_development_nothing_is_sped_up_or_disclosed()
    {
        Builder.Environment.EnvironmentName = "Production";

        var variables = await ShowAsync(Project());

        foreach (var name in new[]
        {
            "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BLRP_SCHEDULE_DELAY", "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_TRACES_SAMPLER", "OTEL_METRICS_EXEMPLAR_FILTER",
            "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION",
        })
        {
            Assert.DoesNotContain(name, variables);
        }

        Hold(variables, ("OTEL_SERVICE_NAME", "shown"), ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"));
    }

    [Fact]
    public async Task An_executable_has_telemetry_variables_only_when_asked_for()
    {
        var plain = Builder.AddTask(Folder, "plain", "env > plain.env");
        var told = Builder.AddTask(Folder, "told", "env > told.env").WithOtlpExporter();
        await StartAsync();
        await EndedAsync(plain);
        await EndedAsync(told);

        Assert.DoesNotContain(Folder.Lines("plain.env"), line => line.StartsWith("OTEL_", StringComparison.Ordinal));
        Assert.Contains("OTEL_SERVICE_NAME=told", Folder.Lines("told.env"));
    }

    [Fact]
    public async Task Urls_services_and_connection_strings_reach_those_who_refer_to_them()
    {
        var other = Builder.AddProject<Self>("my-api", launchProfileName: null).WithExplicitStart()
            .WithHttpEndpoint(port: 39101).WithEndpoint(port: 39102, scheme: "https", name: "https").WithEndpoint(port: 39103, scheme: "tcp", name: "Grid");
        var variables = await ShowAsync(Project()
            .WithHttpEndpoint(port: 39104).WithEndpoint("http", endpoint => endpoint.TargetHost = "127.0.0.1")
            .WithReference(other)
            .WithReference(Builder.AddConnectionString("cache"))
            .WithReference(Builder.AddConnectionString("renamed", "ELSEWHERE"))
            .WithReference(Builder.AddResource(new Store("main-store")), connectionName: "Orders-db")
            .WithEnvironment("LINK", $"{other.GetEndpoint("http")}/path?x={{}}")
            .WithEnvironment("HOST_AND_PORT", ReferenceExpression.Create($"{other.GetEndpoint("grid").Property(EndpointProperty.HostAndPort)}"))
            .WithEnvironment("SECRET", Builder.AddParameter("pass-word", secret: true)));

        Hold(variables,
            ("ASPNETCORE_URLS", "http://127.0.0.1:39104"),
            ("services__my-api__http__0", "http://localhost:39101"),
            ("services__my-api__https__0", "https://localhost:39102"),
            ("services__my-api__Grid__0", "tcp://localhost:39103"),
            ("MY_API_HTTP", "http://localhost:39101"),
            ("MY_API_HTTPS", "https://localhost:39102"),
            ("MY_API_GRID", "tcp://localhost:39103"),
            ("ConnectionStrings__cache", "cache:6379"),
            ("ELSEWHERE", "elsewhere"),
            ("ConnectionStrings__Orders-db", "Host=store"),
            ("ORDERS_DB_HOST", "store"),
            ("LINK", "http://localhost:39101/path?x={}"),
            ("HOST_AND_PORT", "localhost:39103"),
            ("SECRET", "from-configuration"));
    }

    [Fact]
    public async Task What_is_said_later_wins()
    {
        var variables = await ShowAsync(Project()
            .WithEnvironment("OTEL_SERVICE_NAME", "mine")
            .WithEnvironment(context => context.EnvironmentVariables["OTEL_RESOURCE_ATTRIBUTES"] += ",team=shop")
            .WithEnvironment("TWICE", "first")
            .WithEnvironment("TWICE", "second"));

        Hold(variables, ("OTEL_SERVICE_NAME", "mine"), ("TWICE", "second"));
        Assert.EndsWith(",team=shop", variables["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_of_the_AppHost_is_inherited_but_for_what_would_mislead()
    {
        var variables = await ShowAsync(Project());

        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), variables["PATH"]);
        foreach (var name in new[] { "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL" })
        {
            Assert.DoesNotContain(name, variables);
        }
    }

    private static void Hold(Dictionary<string, string> variables, params (string Name, string Value)[] contract) =>
        Assert.All(contract, row => Assert.Equal((row.Name, row.Value), (row.Name, variables.GetValueOrDefault(row.Name, "(not set)"))));

    private IResourceBuilder<ProjectResource> Project() =>
        Builder.AddProject<Self>("shown", launchProfileName: null).WithArgs("show-environment", Folder.File("shown.env"));

    private async Task<Dictionary<string, string>> ShowAsync(IResourceBuilder<ProjectResource> project)
    {
        await StartAsync();
        var end = await EndedAsync(project);
        Assert.Equal((KnownResourceStates.Finished, 0), (end.State?.Text, end.ExitCode));
        return Folder.Lines("shown.env").Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    private sealed class Self : IProjectMetadata, IBuiltProject
    {
        public string ProjectPath => Path.Combine(AppContext.BaseDirectory, "Self.csproj");

        public string TargetPath => Processes.Self;
    }

    private sealed class Store(string name) : Resource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Host=store");

        public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() => [new("Host", ReferenceExpression.Create($"store"))];
    }
}
