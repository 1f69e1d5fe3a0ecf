namespace TracingReference.Messages.Producing;

/// <summary>A message was not delivered, as far as the producer knows; it may be published again.</summary>
public sealed class PublishException(string topic, string key, Exception inner)
    : Exception($"Message {key} was not delivered to {topic}: {inner.Message}", inner);
