namespace TracingReference.AppHost;

/// <summary>The command line is wrong; the message names the argument.</summary>
internal sealed class UsageException(string message) : Exception(message);
