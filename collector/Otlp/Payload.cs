namespace TracingReference.Collector.Otlp;

/// <summary>
/// Bytes of a request in a pooled array, shared by the batches whose parts are slices of it. It goes back to the pool with
/// the last of them; one that nobody gives back is merely collected as garbage.
/// </summary>
public sealed class Payload(byte[] array, int length)
{
    private int _holders = 1;

    public ReadOnlyMemory<byte> Bytes => array.AsMemory(0, length);

    /// <summary>A copy of bytes that belong to somebody else.</summary>
    public static Payload Copy(ReadOnlySpan<byte> bytes)
    {
        var array = Buffers.Rent(bytes.Length);
        bytes.CopyTo(array);
        return new(array, bytes.Length);
    }

    public void Hold() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Buffers.Return(array);
        }
    }
}
