using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Runtime;

/// <summary>The variables that Aspire gives to every project. They are set first, so the AppHost can overwrite them.</summary>
internal static class ProjectEnvironment
{
    // What is the AppHost's own and would mislead a project that inherits it.
    public static readonly IReadOnlyList<string> NotInherited =
        ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL"];

    public static IResourceBuilder<ProjectResource> WithProjectEnvironment(this IResourceBuilder<ProjectResource> builder)
    {
        var configuration = builder.ApplicationBuilder.Configuration;
        var environment = builder.ApplicationBuilder.Environment;
        OtlpConfigurationExtensions.AddOtlpEnvironment(builder.Resource, configuration, environment);
        return builder.WithEnvironment(context =>
        {
            var variables = context.EnvironmentVariables;
            variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
            if (environment.IsDevelopment())
            {
                variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
                variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
            }

            variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
            variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        }).WithEnvironment(context => AddUrls((ProjectResource)context.Resource, context.EnvironmentVariables));
    }

    private static void AddUrls(ProjectResource project, Dictionary<string, object> variables)
    {
        var endpoints = project.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https").ToList();
        if (endpoints.Count == 0 || variables.ContainsKey("ASPNETCORE_URLS"))
        {
            return;
        }

        variables["ASPNETCORE_URLS"] = string.Join(';', endpoints.Select(e =>
            string.Create(CultureInfo.InvariantCulture, $"{e.UriScheme}://{e.TargetHost}:{e.AllocatedEndpoint!.Port}")));
        if (endpoints.FirstOrDefault(e => e.UriScheme == "https") is { } https)
        {
            variables["ASPNETCORE_HTTPS_PORT"] = https.AllocatedEndpoint!.Port.ToString(CultureInfo.InvariantCulture);
        }
    }
}
