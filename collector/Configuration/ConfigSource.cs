using System.Buffers;

namespace TracingReference.Collector.Configuration;

/// <summary>Brings together the configuration from everything the command line names, in order, with variables filled in.</summary>
/// <remarks>https://opentelemetry.io/docs/collector/configuration: --config takes a file, file:PATH, yaml:TEXT or env:NAME; later ones are laid over earlier ones.</remarks>
public static class ConfigSource
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    /// <param name="uris">What --config names.</param>
    /// <param name="sets">What --set gives: a path with dots, an equal sign, a value in YAML.</param>
    /// <param name="variable">A variable of the environment; null where it is not set.</param>
    /// <param name="findings">Where to warn of variables that are not set; null for nowhere.</param>
    /// <exception cref="ConfigException">Something cannot be read.</exception>
    public static ConfigNode Load(IReadOnlyList<string> uris, IReadOnlyList<string> sets, Func<string, string?> variable, ConfigFindings? findings = null)
    {
        var expansion = new VariableExpansion(variable, findings);
        List<ConfigNode> layers = [.. uris.Select(uri => Retrieve(uri, variable)), .. sets.Select(ParseSet)];
        var all = ConfigNode.Map(layers.Count > 0 ? layers[0].Position : new("the configuration", 0, 0));
        foreach (var layer in layers)
        {
            Lay(all, layer);
        }

        return expansion.Expand(all, "");
    }

    private static void Lay(ConfigNode all, ConfigNode layer)
    {
        if (layer.Kind == ConfigNodeKind.Map)
        {
            all.Merge(layer);
        }
        else if (layer.Kind != ConfigNodeKind.Null)
        {
            throw new ConfigException(layer.Position, "", "a configuration is a map with receivers, processors, exporters, connectors, extensions and service");
        }
    }

    private static ConfigNode Retrieve(string uri, Func<string, string?> variable)
    {
        var (scheme, rest) = SplitScheme(uri);
        return scheme switch
        {
            "yaml" => YamlDocument.Read(Nested(rest), "yaml:"),
            "env" => YamlDocument.Read(variable(rest) ?? "", $"env:{rest}"),
            "file" => ReadFile(rest),
            _ => throw new ConfigException(new(uri, 0, 0), "", $"scheme '{scheme}' is not supported; there are file, yaml and env"),
        };
    }

    private static ConfigNode ReadFile(string path)
    {
        try
        {
            return YamlDocument.Read(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException(new(path, 0, 0), "", $"cannot read the file: {error.Message}");
        }
    }

    // yaml:processors::batch::timeout: 2s is short for nested maps.
    private static string Nested(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
        {
            return text;
        }

        var keys = text[..colon].Split("::");
        return string.Concat(keys.Select((key, depth) => $"{new string(' ', depth * 2)}{key}:{(depth == keys.Length - 1 ? text[(colon + 1)..] : "\n")}"));
    }

    private static ConfigNode ParseSet(string set)
    {
        var equal = set.IndexOf('=', StringComparison.Ordinal);
        var position = new Position($"--set={set}", 0, 0);
        if (equal <= 0)
        {
            throw new ConfigException(position, "", "missing equal sign: --set takes path.to.key=value");
        }

        var value = YamlDocument.Read(set[(equal + 1)..], position.Source);
        foreach (var key in set[..equal].Split('.').Reverse())
        {
            var map = ConfigNode.Map(position);
            map.Set(key, value, position);
            value = map;
        }

        return value;
    }

    private static (string Scheme, string Content) SplitScheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0 ? (uri[..colon], uri[(colon + 1)..]) : ("file", uri);
    }
}
