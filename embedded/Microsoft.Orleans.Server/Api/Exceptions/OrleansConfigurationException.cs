namespace Orleans.Runtime;

/// <summary>The configuration of the silo is not valid.</summary>
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>With a message.</summary>
    public OrleansConfigurationException(string message) : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public OrleansConfigurationException(string message, Exception innerException) : base(message, innerException) { }
}
