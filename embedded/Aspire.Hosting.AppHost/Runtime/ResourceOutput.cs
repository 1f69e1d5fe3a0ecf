using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Runtime;

/// <summary>Takes what processes print: to the console with the resource's name, and to one file for each resource.</summary>
internal sealed partial class ResourceOutput(DistributedApplicationOptions options, AppHostFolders folders) : IDisposable
{
    private readonly ConcurrentDictionary<string, LogFile> _files = new(StringComparer.OrdinalIgnoreCase);

    public void Write(IResource resource, string line, bool isError)
    {
        if (options.EnableResourceLogging)
        {
            var shown = Console.IsOutputRedirected ? WithoutColour(line) : line;
            (isError ? Console.Error : Console.Out).WriteLine($"[{resource.Name}] {shown}");
        }

        if (folders.State is { } state)
        {
            _files.GetOrAdd(resource.Name, name => new(Path.Combine(state, "logs", $"{name}.log"))).WriteLine(WithoutColour(line));
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private static string WithoutColour(string line) =>
        line.Contains('\e', StringComparison.Ordinal) ? EscapeSequence().Replace(line, "") : line;

    [GeneratedRegex(@"\e\[[0-9;?]*[ -/]*[@-~]")]
    private static partial Regex EscapeSequence();
}
