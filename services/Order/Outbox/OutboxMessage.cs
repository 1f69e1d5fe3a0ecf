using TracingReference.Messages.Tracing;

namespace TracingReference.Order.Outbox;

/// <summary>A message that waits to be published.</summary>
/// <param name="OrderId">The order, which is the message's key.</param>
/// <param name="Topic">Where to.</param>
/// <param name="Payload">The message.</param>
/// <param name="Context">The span that it belongs to, however late it is sent.</param>
internal sealed record OutboxMessage(string OrderId, string Topic, byte[] Payload, MessageContext Context);
