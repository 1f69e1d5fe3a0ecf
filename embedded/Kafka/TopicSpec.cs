using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Embedded.Kafka;

/// <summary>A topic to be created: a name as Kafka allows it, and 1 to <see cref="MaxPartitions"/> partitions.</summary>
internal sealed partial record TopicSpec(string Name, int Partitions)
{
    public const int MaxPartitions = 128;

    /// <summary>What is wrong with it, or null.</summary>
    [JsonIgnore]
    public string? Problem =>
        !LegalName().IsMatch(Name) || Name is "." or ".."
            ? $"'{Name}' is no topic name: 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'"
            : Partitions is < 1 or > MaxPartitions
                ? $"topic '{Name}' is to have {Partitions} partitions, it can have 1 to {MaxPartitions}"
                : null;

    /// <exception cref="ArgumentException">The text is not name:partitions.</exception>
    public static TopicSpec Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), out var partitions))
        {
            throw new ArgumentException($"--topic '{text}' must be name:partitions, such as orders:4");
        }

        var topic = new TopicSpec(text[..colon], partitions);
        return topic.Problem is { } problem ? throw new ArgumentException($"--topic '{text}': {problem}") : topic;
    }

    public override string ToString() => $"{Name}:{Partitions}";

    [GeneratedRegex(@"\A[a-zA-Z0-9._-]{1,249}\z")]
    private static partial Regex LegalName();
}
