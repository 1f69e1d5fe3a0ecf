using Microsoft.AspNetCore.Http;

namespace TracingReference.Collector.Receivers;

/// <summary>An extension that says which requests a receiver answers.</summary>
public interface IServerAuthenticator
{
    /// <summary>Whether the request may come in.</summary>
    bool Accepts(IHeaderDictionary headers);
}
