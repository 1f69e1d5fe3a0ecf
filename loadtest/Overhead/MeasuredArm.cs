using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>An arm as one run has it: with settings of its own, of another checkout, or with a planted burner.</summary>
/// <param name="Name">As reports name it.</param>
/// <param name="Settings">Variables for every service.</param>
/// <param name="Sampling">The collector's; null where services export straight to the harness.</param>
internal sealed record MeasuredArm(string Name, IReadOnlyDictionary<string, string> Settings, string? Sampling)
{
    /// <summary>The folder of another checkout; null for this one.</summary>
    public string? Checkout { get; private init; }

    /// <summary>The AppHost of that checkout; null for the one of this build.</summary>
    public string? AppHost { get; private init; }

    /// <summary>The percentage of its own processor time that each service burns on top; 0 for none.</summary>
    public int BurnPercent { get; init; }

    /// <summary>Whether what arrives is what the services exported: behind a collector that samples it is not.</summary>
    public bool IsStraight => Sampling is null;

    /// <summary>Whether requests leave traces there, unless their caller has begun one: not without an SDK, nor where the head keeps nothing.</summary>
    public bool IsTraced => Settings.GetValueOrDefault("OTEL_SDK_DISABLED") != "true" && Settings.GetValueOrDefault("OTEL_TRACES_SAMPLER") != "parentbased_always_off";

    public static MeasuredArm Of(Arm arm) => new(arm.Name, arm.Settings, arm.Sampling);

    /// <summary>Reads <c>ARM[,NAME=VALUE]...[@DIRECTORY]</c>.</summary>
    /// <param name="option">Where it stands, for errors: <c>--a</c> or <c>--b</c>.</param>
    /// <param name="text">The expression.</param>
    /// <param name="appHosts">Where a checkout has its AppHost.</param>
    /// <exception cref="LoadTestException">It is none, or that checkout is not built.</exception>
    public static MeasuredArm Parse(string option, string text, Func<string, string> appHosts)
    {
        var at = text.LastIndexOf('@');
        var parts = (at < 0 ? text : text[..at]).Split(',');
        var arm = Arm.Find(parts[0]) ?? throw new LoadTestException(
            $"{option}: '{parts[0]}' is no arm; there are {string.Join(", ", Arm.All.Select(each => each.Name))}. See --help.");
        var settings = new Dictionary<string, string>(arm.Settings);
        foreach (var setting in parts.Skip(1))
        {
            var (name, value) = setting.IndexOf('=', StringComparison.Ordinal) is var equals and > 0
                ? (setting[..equals], setting[(equals + 1)..])
                : throw new LoadTestException($"{option}: '{setting}' is not NAME=VALUE (a value cannot have a comma in it). See --help.");
            settings[name] = value;
        }

        var checkout = at < 0 ? null : text[(at + 1)..];
        return new(text, settings, arm.Sampling) { Checkout = checkout, AppHost = checkout is null ? null : Existing(option, appHosts(checkout)) };
    }

    /// <summary>Whether telemetry is told the same; the build and a planted fault may differ.</summary>
    public bool HasSettingsOf(MeasuredArm other) =>
        Sampling == other.Sampling && Settings.Count == other.Settings.Count && Settings.All(setting => other.Settings.TryGetValue(setting.Key, out var value) && value == setting.Value);

    /// <summary>The same arm, burning.</summary>
    public MeasuredArm Burning(int percent) => this with { Name = $"{Name}+burner", BurnPercent = percent };

    private static string Existing(string option, string appHost) => File.Exists(appHost)
        ? appHost
        : throw new LoadTestException($"{option}: there is no {appHost}. Build that checkout first: dotnet build loadtest -c Release");
}
