using System.Text.Json.Nodes;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>What the real collector 0.157.0 was sent, and what it did.</summary>
internal static class Golden
{
    public static JsonNode Document(string area, string file) => JsonNode.Parse(File.ReadAllText(PathOf(area, file)))!;

    public static IReadOnlyList<JsonNode> Lines(string area, string file) => [.. File.ReadLines(PathOf(area, file)).Select(line => JsonNode.Parse(line)!)];

    public static TheoryData<string> Names(IEnumerable<JsonNode> cases)
    {
        var names = new TheoryData<string>();
        foreach (var row in cases)
        {
            names.Add(row["case"]!.ToString());
        }

        return names;
    }

    public static JsonNode Case(IEnumerable<JsonNode> cases, string name) => cases.Single(row => row["case"]!.ToString() == name);

    /// <summary>Numbers from ranges such as 0-3,7.</summary>
    public static IEnumerable<int> Ranges(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(range => range.Split('-'))
        .SelectMany(range => Enumerable.Range(int.Parse(range[0]), int.Parse(range[^1]) - int.Parse(range[0]) + 1));

    private static string PathOf(string area, string file) => Path.Combine(AppContext.BaseDirectory, "golden", area, file);
}
