using System.Text.Json;

namespace TracingReference.Collector.Tests.TailSampling;

/// <summary>What the real collector 0.157.0 was sent, and what it did.</summary>
internal static class GoldenFile
{
    public static IReadOnlyList<JsonElement> Lines(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden", "tail", file)).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>Numbers from ranges such as 0-3,7.</summary>
    public static IEnumerable<int> Ranges(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(range => range.Split('-'))
        .SelectMany(range => Enumerable.Range(int.Parse(range[0]), int.Parse(range[^1]) - int.Parse(range[0]) + 1));
}
