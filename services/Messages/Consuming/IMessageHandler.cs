namespace TracingReference.Messages.Consuming;

/// <summary>Does what a message asks for. The same message may come again, and must then change nothing.</summary>
public interface IMessageHandler<in TMessage>
{
    /// <summary>Handles one message; an exception means that it is tried again.</summary>
    Task HandleAsync(TMessage message, CancellationToken cancellationToken);
}
