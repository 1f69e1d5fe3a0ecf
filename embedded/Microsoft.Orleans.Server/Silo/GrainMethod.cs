using Orleans;

namespace Embedded.Silo;

/// <summary>What is known of a grain method before it is called. Generated code makes one for each.</summary>
/// <param name="interfaceNamespace">The namespace of the interface that declares the method, with a dot at the end; empty for none.</param>
/// <param name="interfaceName">Its name without that.</param>
/// <param name="name">The name of the method.</param>
/// <param name="options">How its calls may overlap others.</param>
/// <param name="responseTimeout">Instead of the silo's, as text; null for the silo's.</param>
public sealed class GrainMethod(string interfaceNamespace, string interfaceName, string name, GrainMethodOptions options = GrainMethodOptions.None, string? responseTimeout = null)
{
    /// <summary>The name of its activities.</summary>
    internal string Name { get; } = $"{interfaceName}/{name}";

    /// <summary>The interface, with its namespace.</summary>
    internal string Service { get; } = interfaceNamespace + interfaceName;

    /// <summary>The method, with its interface and namespace.</summary>
    internal string FullName { get; } = $"{interfaceNamespace}{interfaceName}/{name}";

    internal GrainMethodOptions Options { get; } = options;

    internal TimeSpan? ResponseTimeout { get; } = responseTimeout is null ? null : new ResponseTimeoutAttribute(responseTimeout).Timeout;
}
