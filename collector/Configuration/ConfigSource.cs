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
            all.Merge(Unfolded(layer));
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
            "yaml" => YamlDocument.Read(rest, "yaml:"),
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

    // As upstream, a::b::c: at the top of any source is short for maps in one another; further down it is a key like any other.
    private static ConfigNode Unfolded(ConfigNode layer)
    {
        var unfolded = ConfigNode.Map(layer.Position);
        foreach (var (keys, member) in layer.Members)
        {
            var (value, position) = (member, layer.KeyPositions[keys]);
            foreach (var key in keys.Split("::").Reverse())
            {
                var map = ConfigNode.Map(position);
                map.Set(key, value, position);
                value = map;
            }

            unfolded.Merge(value);
        }

        return unfolded;
    }

    // As upstream, --set=a.b=value is the source a::b: value. Its name tells the path alone: the value may be a secret.
    private static ConfigNode ParseSet(string set)
    {
        var equal = set.IndexOf('=', StringComparison.Ordinal);
        var source = $"--set={(equal < 0 ? set : set[..equal])}";
        return equal > 0
            ? YamlDocument.Read($"{set[..equal].Replace(".", "::", StringComparison.Ordinal).Trim()}: {set[(equal + 1)..].Trim()}", source)
            : throw new ConfigException(new(source, 0, 0), "", "missing equal sign: --set takes path.to.key=value");
    }

    private static (string Scheme, string Content) SplitScheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0 ? (uri[..colon], uri[(colon + 1)..]) : ("file", uri);
    }
}
