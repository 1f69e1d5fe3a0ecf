using System.Globalization;

namespace Orleans;

/// <summary>How long the caller of this method, or of the methods of this interface, waits for its answer.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The time; the constructor takes it as text, such as "00:00:10".</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
