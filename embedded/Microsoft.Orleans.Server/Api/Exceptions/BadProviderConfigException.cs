using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A grain asks for a storage that is not registered.</summary>
public sealed class BadProviderConfigException : OrleansException
{
    /// <summary>Without a message.</summary>
    public BadProviderConfigException() { }

    /// <summary>With a message.</summary>
    public BadProviderConfigException(string msg) : base(msg) { }

    /// <summary>With a message and its cause.</summary>
    public BadProviderConfigException(string msg, Exception exc) : base(msg, exc) { }
}
