using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>Gives Kestrel <see cref="SocketBlocks"/> in place of its own pool of small blocks.</summary>
internal sealed class SocketBlocksFactory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new SocketBlocks();
}
