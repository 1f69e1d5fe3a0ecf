using System.Security.Cryptography;
using TracingReference.Tests.Support;

namespace TracingReference.Gateway.Tests;

/// <summary>A gateway with everything behind it, fresh for each test, since its telemetry is process-wide.</summary>
public abstract class GatewayTest : IAsyncLifetime
{
    private Upstream? upstream;
    private ServiceUnderTest? gateway;

    private protected Upstream Upstream => upstream!;

    private protected ServiceUnderTest Gateway => gateway!;

    public async Task InitializeAsync() => upstream = await Upstream.StartAsync();

    public async Task DisposeAsync()
    {
        gateway?.Dispose();
        await Upstream.DisposeAsync();
    }

    private protected void Start(string environment = "Production", params (string Key, string Value)[] settings) =>
        gateway = new ServiceUnderTest(
            [
                .. Upstream.Settings,
                new("Tokens:Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
                .. settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
            ],
            environment);

    /// <summary>Sends one request and returns what of it reached a service.</summary>
    private protected async Task<Arrival> ForwardAsync(params (string Name, string Value)[] headers)
    {
        using var response = await Gateway.SendAsync(HttpMethod.Get, "/orders/1", null, headers);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}");
        Assert.True(Upstream.Arrivals.TryDequeue(out var arrival));
        return arrival;
    }
}
