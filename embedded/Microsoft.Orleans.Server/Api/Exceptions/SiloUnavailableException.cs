namespace Orleans.Runtime;

/// <summary>The silo is not started, or stops.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>Without a message.</summary>
    public SiloUnavailableException() : base("The silo is not available.") { }

    /// <summary>With a message.</summary>
    public SiloUnavailableException(string msg) : base(msg) { }

    /// <summary>With a message and its cause.</summary>
    public SiloUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
