using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Clients;

/// <summary>Writes into a <see cref="WireWriter"/>.</summary>
internal sealed class WireStream(WireWriter writer) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => writer.Length;

    public override long Position
    {
        get => writer.Length;
        set => throw new NotSupportedException("This stream only goes forward.");
    }

    public override void Write(ReadOnlySpan<byte> buffer) => writer.Raw(buffer);

    public override void Write(byte[] buffer, int offset, int count) => writer.Raw(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Everything is in the writer already.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is only written.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("This stream only goes forward.");

    public override void SetLength(long value) => throw new NotSupportedException("This stream only goes forward.");
}
