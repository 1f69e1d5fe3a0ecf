using System.Text;
using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Fuzz;

/// <summary>The configuration: YAML, variables, and every component's settings.</summary>
internal sealed class YamlTarget() : FuzzTarget("yaml")
{
    public override IReadOnlyList<byte[]> Seeds { get; } = Files("yaml");

    public override IReadOnlyList<byte[]> Pieces { get; } =
    [
        .. new[]
        {
            ":", " ", "\n", "\t", "- ", "  ", "{", "}", "[", "]", "&a ", "*a", "<<: ", "|\n", ">-\n", "\"", "'", "#", "---\n", "...\n", "!!str ", "? ", "null", "0x", "1_000", "-1", "1e9",
            ".nan", "${env:A}", "${env:B:-x}", "${env:LOOP}", "$$", "${", "}", "${yaml:[1, 2]}", "traces", "otlp", "batch", "tail_sampling", "forward", "99999999999999999999", "-5s", "10h",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override bool Read(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        ConfigNode node;
        try
        {
            node = YamlDocument.Read(text, "fuzz");
        }
        catch (ConfigException)
        {
            return false;
        }

        // Before loading: that fills in variables.
        var written = ConfigText.Write(node);
        if (ConfigText.Write(YamlDocument.Read(written, "written")) is var again && again != written)
        {
            throw new InvalidOperationException($"written anew: {written} became {again}");
        }

        try
        {
            var findings = new ConfigFindings();
            new ConfigLoader(Components.Configurable).Load(ConfigSource.Load([$"yaml:{text}"], [], Variable), findings);
        }
        catch (ConfigException)
        {
            // Refused as a whole: no map, or a variable that cannot be filled in.
        }

        return true;
    }

    private static string? Variable(string name) => name switch
    {
        "A" => "1",
        "LOOP" => "${env:LOOP}${env:LOOP}",
        _ => null,
    };
}
