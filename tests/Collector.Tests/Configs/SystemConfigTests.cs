using TracingReference.Collector.Configuration;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Configs;

/// <summary>The configurations that the AppHost starts a collector with: nothing is said against any of them.</summary>
public sealed class SystemConfigTests
{
    private static readonly string[][] Samplings = [[], ["production.yaml", "staging.yaml"], ["production.yaml"], ["adaptive.yaml"]];

    /// <summary>Every sampling, with and without the vendor; with embedded.yaml as this repository's collector runs it, without as the upstream one does.</summary>
    public static TheoryData<string> Combinations => new(
        from sampling in Samplings
        from vendor in new string[][] { [], ["vendor.yaml"] }
        from last in new string[][] { [], ["embedded.yaml"] }
        where last.Length > 0 || !sampling.Contains("adaptive.yaml")
        select string.Join(' ', ["collector.yaml", .. sampling, .. vendor, .. last]));

    [Theory]
    [MemberData(nameof(Combinations))]
    public void IsValidAndWarnsOfNothing(string files)
    {
        var findings = new ConfigFindings();
        var hasVendor = files.Contains("vendor.yaml", StringComparison.Ordinal);
        new ConfigLoader(Components.Configurable).Load(Source(files, findings, name => hasVendor ? VendorVariable(name) : null), findings);
        Assert.Empty(findings.Errors.Concat(findings.Warnings).Concat(findings.StartErrors).Select(finding => finding.ToString()));
    }

    [Fact]
    public void StagingIsProductionButForItsShare()
    {
        var production = Policies("collector.yaml production.yaml");
        var staging = Policies("collector.yaml production.yaml staging.yaml");
        Assert.Equal(production[..^1], staging[..^1]);
        Assert.Equal(["name=share type=probabilistic probabilistic=(sampling_percentage=10)", "name=share type=probabilistic probabilistic=(sampling_percentage=50)"],
            [production[^1], staging[^1]]);
    }

    private static string[] Policies(string files) =>
    [
        .. Source(files, new(), _ => null).Members["processors"].Members["tail_sampling"].Members["policies"].Items.Select(Text),
    ];

    private static string Text(ConfigNode node) => node.Kind switch
    {
        ConfigNodeKind.Map => string.Join(' ', node.Members.Select(member => $"{member.Key}={(member.Value.Kind == ConfigNodeKind.Map ? $"({Text(member.Value)})" : Text(member.Value))}")),
        ConfigNodeKind.List => $"[{string.Join(' ', node.Items.Select(Text))}]",
        _ => node.Text,
    };

    private static ConfigNode Source(string files, ConfigFindings findings, Func<string, string?> variable) =>
        ConfigSource.Load([.. files.Split(' ').Select(file => Path.Combine(Repository.Root, "collector", "config", file))], [], variable, findings);

    private static string? VendorVariable(string name) => name switch
    {
        "VENDOR_OTLP_ENDPOINT" => "https://vendor.example",
        "VENDOR_API_KEY" => "key",
        _ => null,
    };
}
