using System.Buffers;

namespace TracingReference.Collector.Otlp;

/// <summary>
/// Arrays for requests. Those of a usual size are pooled; larger ones are left to the garbage collector: the shared pool keeps
/// dozens of every size for a minute, which for these would be gigabytes that nobody uses and the memory limit counts.
/// </summary>
internal static class Buffers
{
    private const int LargestPooled = 512 * 1024;

    public static byte[] Rent(int size) =>
        size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    public static void Return(byte[] array)
    {
        if (array.Length <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
