using System.Text.RegularExpressions;
using TracingReference.Tests.Support;

namespace TracingReference.SystemTests.Docs;

/// <summary>A document of the repository: its commands, what it shows as their output, and its links.</summary>
public sealed partial class MarkdownFile(string path)
{
    private readonly string text = File.ReadAllText(Path.Combine(Repository.Root, path));

    public string Name => path;

    /// <summary>All documents.</summary>
    public static IEnumerable<MarkdownFile> All => Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" || part.StartsWith('.')))
        .Select(file => new MarkdownFile(file));

    /// <summary>Blocks of shell commands, each with the JSON shown right below it, if any.</summary>
    public IReadOnlyList<(string Command, string? Output)> Commands() => CommandBlock().Matches(text)
        .Select(match => (match.Groups["command"].Value.Trim(), match.Groups["output"] is { Success: true, Value: var output } ? output.Trim() : null))
        .ToArray();

    /// <summary>Relative links that lead nowhere.</summary>
    public IEnumerable<string> BrokenLinks()
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, path))!;
        foreach (Match link in Link().Matches(text))
        {
            var target = link.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            var parts = target.Split('#', 2);
            var file = parts[0].Length == 0 ? Path.Combine(Repository.Root, path) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            if (!File.Exists(file) && !Directory.Exists(file))
            {
                yield return $"{path}: {target}";
            }
            else if (parts is [_, var anchor] && !Anchors(File.ReadAllText(file)).Contains(anchor))
            {
                yield return $"{path}: {target} (no such heading)";
            }
        }
    }

    private static IEnumerable<string> Anchors(string markdown) => Heading().Matches(markdown)
        .Select(match => NotInAnchor().Replace(match.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"```sh\n(?<command>.*?)```(?:\n```json\n(?<output>.*?)```)?", RegexOptions.Singleline)]
    private static partial Regex CommandBlock();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+\s+(?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
