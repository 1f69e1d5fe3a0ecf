namespace TracingReference.EmbeddedApi;

/// <summary>The public API of the real packages: for each documentation-comment id the C# signatures it has there.</summary>
public static class Baselines
{
    public static ILookup<string, string> Signatures { get; } = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "baselines"), "*.txt")
        .SelectMany(File.ReadLines)
        .Select(line => line.Split('\t'))
        .Where(columns => columns.Length == 2)
        .ToLookup(columns => columns[0], columns => columns[1], StringComparer.Ordinal);
}
