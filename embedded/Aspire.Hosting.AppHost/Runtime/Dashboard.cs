using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Runtime;

/// <summary>The real Aspire Dashboard, started like any other program.</summary>
internal static class Dashboard
{
    private const string Name = "aspire-dashboard";
    private const string Pages = "ASPNETCORE_URLS";
    private const string OtlpGrpc = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string OtlpHttp = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string Anonymous = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";
    private const string Unsecured = "ASPIRE_ALLOW_UNSECURED_TRANSPORT";

    /// <exception cref="DistributedApplicationException">The configuration lacks its addresses or its program.</exception>
    public static void AddDashboard(this IDistributedApplicationBuilder builder, DistributedApplicationOptions options)
    {
        var configuration = builder.Configuration;
        var program = configuration["Embedded:DashboardPath"];
        if (!File.Exists(program))
        {
            throw new DistributedApplicationException(
                $"The Aspire Dashboard was not found: {(string.IsNullOrEmpty(program) ? "'Embedded:DashboardPath' is not set" : program)}. Name its program 'aspire-managed' there, or set DistributedApplicationOptions.DisableDashboard.");
        }

        var home = new AppHostFolders(builder.AppHostDirectory, configuration).State is { } state
            ? Path.Combine(state, "dashboard")
            : Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.ProcessId}");
        var unsecured = options.AllowUnsecuredTransport || configuration.GetValue<bool>(Unsecured);
        var dashboard = builder.AddResource(new ExecutableResource(Name, program, home)).WithArgs("dashboard")
            .WithEnvironment("HOME", home)
            .WithEnvironment(Anonymous, configuration.GetValue<bool>(Anonymous) ? "true" : "false")
            .WithEnvironment(Unsecured, unsecured ? "true" : "false")
            .OnBeforeResourceStarted((_, _, _) =>
            {
                Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return Task.CompletedTask;
            });

        AddEndpoint(Pages, "http", required: true);
        AddEndpoint(OtlpGrpc, "otlp-grpc", required: configuration[OtlpHttp] is null);
        AddEndpoint(OtlpHttp, "otlp-http", required: false);
        dashboard.WithHttpHealthCheck("/health", endpointName: "http");

        // Everything may report to it until its own end, so it is stopped last.
        foreach (var resource in builder.Resources.Where(r => r is IComputeResource && r != dashboard.Resource))
        {
            builder.CreateResourceBuilder(resource).WithReferenceRelationship(dashboard.Resource);
        }

        void AddEndpoint(string key, string name, bool required)
        {
            if (configuration[key] is not { Length: > 0 } value)
            {
                if (required)
                {
                    throw new DistributedApplicationException($"Failed to configure dashboard resource because {key} environment variable was not set.");
                }

                return;
            }

            if (!Uri.TryCreate(value.Split(';')[0], UriKind.Absolute, out var url))
            {
                throw new DistributedApplicationException($"Failed to configure dashboard resource because {key} is not an absolute URI: '{value}'.");
            }

            if (url.Scheme == Uri.UriSchemeHttp && !unsecured)
            {
                throw new DistributedApplicationException(
                    $"The '{key}' setting must be an https address unless the '{Unsecured}' environment variable is set to true.");
            }

            dashboard.WithEnvironment(key, value)
                .WithEndpoint(url.Port, scheme: url.Scheme, name: name, isProxied: false)
                .WithEndpoint(name, endpoint => endpoint.TargetHost = url.Host);
        }
    }
}
