using System.Buffers;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>
/// The memory that sockets are read into. Kestrel's blocks have 4 KiB, for requests of that size; one with 512 spans has forty
/// times as much, and each block costs a system call, a wake-up of the parser and one of the handler. Idle connections hold none.
/// </summary>
internal sealed class SocketBlocks : MemoryPool<byte>
{
    private const int BlockSize = 64 * 1024;

    public override int MaxBufferSize => BlockSize;

    /// <param name="minBufferSize">Never more than <see cref="MaxBufferSize"/>: pipes ask before.</param>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        return new Block(ArrayPool<byte>.Shared.Rent(BlockSize));
    }

    protected override void Dispose(bool disposing)
    {
        // The blocks are the shared pool's.
    }

    private sealed class Block(byte[] array) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;

        public Memory<byte> Memory => _array ?? throw new ObjectDisposedException(nameof(Block));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } array)
            {
                ArrayPool<byte>.Shared.Return(array);
            }
        }
    }
}
