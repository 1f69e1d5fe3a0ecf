using TracingReference.Messages.Tracing;

namespace TracingReference.Order.Outbox;

/// <summary>A message that was claimed for publication.</summary>
/// <param name="OrderId">Its order and key.</param>
/// <param name="Topic">Where to.</param>
/// <param name="Payload">The message.</param>
/// <param name="Attempts">How many times it was claimed, this time included.</param>
/// <param name="Context">The span that it belongs to.</param>
internal sealed record OutboxEntry(string OrderId, string Topic, byte[] Payload, int Attempts, MessageContext Context);
