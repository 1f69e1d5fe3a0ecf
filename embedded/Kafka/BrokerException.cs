namespace Embedded.Kafka;

/// <summary>The broker cannot start or cannot do what was asked; the message says what, where and what to do.</summary>
internal sealed class BrokerException(string message) : Exception(message);
