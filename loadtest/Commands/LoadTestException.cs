namespace TracingReference.LoadTest.Commands;

/// <summary>A run cannot go on; the message says what was wrong, where, and what to do.</summary>
internal sealed class LoadTestException(string message, Exception? inner = null) : Exception(message, inner);
