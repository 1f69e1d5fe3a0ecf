using Orleans;

namespace Embedded.Silo;

/// <summary>What is known of a grain method before it is called. Generated code makes one for each.</summary>
public sealed class GrainMethod(string interfaceName, string name, GrainMethodOptions options = GrainMethodOptions.None, string? responseTimeout = null)
{
    internal string InterfaceName { get; } = interfaceName;

    internal string FullName { get; } = $"{interfaceName}/{name}";

    internal GrainMethodOptions Options { get; } = options;

    /// <summary>Instead of the silo's; null for the silo's.</summary>
    internal TimeSpan? ResponseTimeout { get; } = responseTimeout is null ? null : new ResponseTimeoutAttribute(responseTimeout).Timeout;
}
