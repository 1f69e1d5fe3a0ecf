namespace TracingReference.Collector.Fuzz;

/// <summary>A reader that is given broken input.</summary>
/// <param name="name">Its name on the command line and in messages.</param>
internal abstract class FuzzTarget(string name)
{
    public string Name => name;

    /// <summary>Good inputs, to begin with.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Pieces that mean something to the reader, to be put anywhere.</summary>
    public abstract IReadOnlyList<byte[]> Pieces { get; }

    /// <summary>Reads it, and, where it can be read, writes it and reads that again.</summary>
    /// <returns>Whether it could be read: then it is worth to be changed further.</returns>
    /// <exception cref="Exception">Anything here is a fault of the reader; what it may throw by its documentation is caught within.</exception>
    public abstract bool Read(byte[] input);

    protected static IReadOnlyList<byte[]> Files(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seeds", folder)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <exception cref="InvalidOperationException">They are not the same.</exception>
    protected static void Same(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, string what)
    {
        if (!first.SequenceEqual(second))
        {
            throw new InvalidOperationException($"{what}: {Convert.ToHexString(first)} became {Convert.ToHexString(second)}");
        }
    }
}
