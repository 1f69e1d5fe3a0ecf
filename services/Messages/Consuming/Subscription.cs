using System.Text.Json.Serialization.Metadata;

namespace TracingReference.Messages.Consuming;

/// <summary>What a service reads from one topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Group">The consumer group.</param>
/// <param name="Type">How its messages are read.</param>
internal sealed record Subscription<TMessage>(string Topic, string Group, JsonTypeInfo<TMessage> Type)
{
    private volatile bool isAssigned;

    /// <summary>Whether partitions are assigned; a service is not ready before.</summary>
    public bool IsAssigned
    {
        get => isAssigned;
        set => isAssigned = value;
    }
}
