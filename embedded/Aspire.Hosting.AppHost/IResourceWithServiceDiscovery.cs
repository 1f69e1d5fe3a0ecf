using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource that others find as <c>services__{name}__{scheme}__{n}</c>.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
