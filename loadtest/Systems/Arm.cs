namespace TracingReference.LoadTest.Systems;

/// <summary>A way to run the shop's telemetry: the same binaries, other standard variables.</summary>
/// <param name="Name">As reports and <c>--a</c> name it.</param>
/// <param name="About">One line of help.</param>
/// <param name="Settings">The variables, for every service.</param>
/// <param name="Sampling">The collector's, where telemetry goes through it; null where services export straight to the harness.</param>
public sealed record Arm(string Name, string About, IReadOnlyDictionary<string, string> Settings, string? Sampling = null)
{
    /// <summary>No telemetry at all: the base of every overhead. Logging to the console is as in the others.</summary>
    public static Arm Off { get; } = new("off", "the OpenTelemetry SDK is disabled", new Dictionary<string, string> { ["OTEL_SDK_DISABLED"] = "true" });

    /// <summary>What is paid before the first span is recorded: metrics, logs, and asking the sampler.</summary>
    public static Arm Head0 { get; } = Head("head0", "head sampling keeps nothing; metrics and logs are exported", "parentbased_always_off", null);

    public static Arm Head10 { get; } = Head("head10", "head sampling keeps 10%", "parentbased_traceidratio", "0.1");

    public static Arm Head100 { get; } = Head("head100", "every trace is kept", "parentbased_always_on", null);

    /// <summary>Every span leaves its service; the collector decides.</summary>
    public static Arm Tail { get; } = Head100 with { Name = "tail", About = "every trace is recorded, and the collector keeps 10%, errors and slow ones", Sampling = "production" };

    public static IReadOnlyList<Arm> All { get; } = [Off, Head0, Head10, Head100, Tail];

    /// <returns>Null where there is none of this name.</returns>
    public static Arm? Find(string name) => All.FirstOrDefault(arm => arm.Name == name);

    private static Arm Head(string name, string about, string sampler, string? argument)
    {
        var settings = new Dictionary<string, string> { ["OTEL_TRACES_SAMPLER"] = sampler };
        if (argument is not null)
        {
            settings["OTEL_TRACES_SAMPLER_ARG"] = argument;
        }

        return new(name, about, settings);
    }
}
