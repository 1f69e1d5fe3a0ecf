namespace TracingReference.Orleans.Tests.StandIn;

/// <summary>What the stand-in refuses when it is configured.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public async Task A_silo_without_clustering_does_not_start()
    {
        using var host = TestSilo.Build(_ => { });
        var thrown = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync(Patience.Token()));
        Assert.Contains("UseLocalhostClustering", thrown.Message);
    }

    [Fact]
    public void Another_primary_silo_is_refused() =>
        Assert.Contains("one silo", Assert.Throws<NotSupportedException>(() => TestSilo.Build(silo => silo.UseLocalhostClustering(11112, 30001, new(System.Net.IPAddress.Loopback, 11111)))).Message);
}
