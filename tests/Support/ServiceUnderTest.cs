using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Telemetry listens process-wide, so two services at once would decide each other's sampling.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TracingReference.Tests.Support;

/// <summary>A service as its Program.cs builds it, on a real Kestrel and a free port; without what works in the background.</summary>
internal sealed class ServiceUnderTest : IDisposable
{
    private readonly WebApplicationFactory<Program> factory;

    /// <param name="settings">Its settings, over everything else.</param>
    /// <param name="environment">Where it thinks it runs.</param>
    /// <param name="services">Changes what it is made of.</param>
    public ServiceUnderTest(
        IEnumerable<KeyValuePair<string, string>> settings, string environment = "Production", Action<IServiceCollection>? services = null)
    {
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment(environment);
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureTestServices(collection =>
            {
                foreach (var background in collection.Where(IsBackground).ToArray())
                {
                    collection.Remove(background);
                }

                services?.Invoke(collection);
            });
        });
        factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        factory.StartServer();
        var address = factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseProxy = false })
        {
            BaseAddress = new Uri(address),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>A client that adds nothing to what a test sends, no trace context above all.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => factory.Services;

    /// <summary>Sends a request; the caller disposes the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Client.SendAsync(request);
    }

    public void Dispose()
    {
        Client.Dispose();
        factory.Dispose();
    }

    // Migrations, consumers and sweeps need a database or a broker; the web server and telemetry stay.
    private static bool IsBackground(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Name is not ("GenericWebHostService" or "TelemetryHostedService");
}
