using System.Net.Http.Headers;

namespace TracingReference.Collector.Exporters.Clients;

/// <summary>An extension that says who we are to back ends.</summary>
public interface IClientAuthenticator
{
    /// <summary>Adds the credentials to a request.</summary>
    void Authenticate(HttpRequestHeaders headers);
}
