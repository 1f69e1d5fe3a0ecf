using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TracingReference.HostingTests.Support;

/// <summary>Resources that are small shell scripts.</summary>
internal static class Scripts
{
    /// <summary>Goes on until it is told to end.</summary>
    public const string Forever = "ready; sleep 600 & wait";

    /// <summary>A script in the folder. It runs in the folder, knows <c>$name</c>, and is healthy once it has called <c>ready</c>.</summary>
    public static IResourceBuilder<ExecutableResource> AddScript(
        this IDistributedApplicationBuilder builder, TestFolder folder, string name, string body = Forever)
    {
        var sign = folder.File($"{name}.ready");
        builder.Services.AddHealthChecks().AddCheck($"{name}-is-ready", () =>
            File.Exists(sign) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{name} is not ready."));
        return builder.AddExecutable(name, "/bin/sh", folder.Path, "-c", $"name={name}; ready() {{ touch $name.ready; }}\n{body}")
            .WithHealthCheck($"{name}-is-ready")
            .OnBeforeResourceStarted((_, _, _) =>
            {
                File.Delete(sign);
                return Task.CompletedTask;
            });
    }

    /// <summary>A script that ends by itself, so that it has no health.</summary>
    public static IResourceBuilder<ExecutableResource> AddTask(
        this IDistributedApplicationBuilder builder, TestFolder folder, string name, string body) =>
        builder.AddExecutable(name, "/bin/sh", folder.Path, "-c", body);
}
