namespace TracingReference.Collector.Otlp;

/// <summary>
/// A resource, a scope, a span, a log record or a metric of a batch. It is bytes until somebody wants to see more, and it
/// is forwarded as the bytes that came in unless somebody changed it.
/// </summary>
public sealed class Part(MessageType type, ReadOnlyMemory<byte> bytes)
{
    private Message? _message;
    private bool _isChanged;

    public Part(Message message)
        : this(message.Type, default)
    {
        (_message, _isChanged) = (message, true);
    }

    public MessageType Type { get; } = type;

    /// <summary>The message, to be read only.</summary>
    public Message Message => _message ??= Message.Read(Type, bytes);

    /// <summary>The bytes that came in; null once the message has been changed.</summary>
    public ReadOnlyMemory<byte>? Bytes => _isChanged ? default(ReadOnlyMemory<byte>?) : bytes;

    /// <summary>The message, to be changed: from now on it is written anew.</summary>
    public Message Edit()
    {
        _isChanged = true;
        return Message;
    }

    /// <summary>Its bytes: those that came in, or, where it was changed, those that are written into a buffer that has nothing else to hold until they are done with.</summary>
    public ReadOnlyMemory<byte> WrittenTo(WireWriter buffer)
    {
        if (!_isChanged)
        {
            return bytes;
        }

        buffer.Clear();
        Message.Write(buffer);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes it as that field of the message around it.</summary>
    public void Write(WireWriter writer, int field)
    {
        if (!_isChanged)
        {
            writer.Bytes(field, bytes.Span);
            return;
        }

        var start = writer.Begin(field);
        Message.Write(writer);
        writer.End(start);
    }
}
