using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TracingReference.Defaults.Http;

/// <summary>Finds other services, and calls them patiently.</summary>
public static class ServiceClientExtensions
{
    /// <summary>
    /// The base address of a service, from <c>services:{name}:http:0</c>, which is where Aspire's WithReference writes it.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not configured, or not an absolute URL.</exception>
    public static Uri GetServiceAddress(this IConfiguration configuration, string name)
    {
        var text = configuration[$"services:{name}:http:0"];
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException(
                $"services__{name}__http__0 is '{text}'; it must be the URL of the {name} service, such as http://127.0.0.1:5000.");
    }

    /// <summary>Registers a typed client of the service <paramref name="name"/>.</summary>
    public static void AddServiceClient<TClient>(this IHostApplicationBuilder builder, string name, HttpResilience resilience)
        where TClient : class
    {
        var address = builder.Configuration.GetServiceAddress(name);
        builder.Services.AddHttpClient<TClient>(client =>
            {
                client.BaseAddress = address;
                client.Timeout = Timeout.InfiniteTimeSpan; // each attempt has its own
            })
            .AddHttpMessageHandler(services => new ResilientHttpHandler(
                resilience,
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<ResilientHttpHandler>>()))
            .RemoveAllLoggers(); // a span says the same, with its context
    }
}
