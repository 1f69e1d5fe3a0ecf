using System.Globalization;
using TracingReference.LoadTest.Scenarios;

namespace TracingReference.LoadTest.Commands;

/// <summary>What the command line asks for.</summary>
/// <param name="Command">overhead, sampling, capacity, soak, compare or scenario.</param>
/// <param name="Profile">How long it may take.</param>
/// <param name="Out">Absolute path of the folder for the reports.</param>
/// <param name="Scenario">What is asked of the shop; null for the command's own.</param>
/// <param name="Target">A gateway that is running already; null to start the system.</param>
/// <param name="Budgets">Absolute path of the budgets; null for the ones that are built in.</param>
/// <param name="A">The base arm of compare, or a report.</param>
/// <param name="B">The other one.</param>
/// <param name="Plant">A fault to plant, so that one can see it found; null for none.</param>
/// <param name="PortOffset">Of the first system; the second one's is 1000 higher.</param>
/// <param name="Seed">Of every choice that is made at random.</param>
internal sealed record LoadTestOptions(
    string Command, Profile Profile, string Out, ShopScenario? Scenario, Uri? Target, string? Budgets, string A, string B, string? Plant, int PortOffset, int Seed)
{
    public static string Usage => $"""
        What tracing costs, and what sampling keeps: dotnet run --project loadtest -c Release -- COMMAND [OPTIONS]

          overhead             twin systems, one with telemetry and one without, compared block by block; budgets
          sampling             what head and tail sampling keep, held against the client's own log; budgets
          capacity             the most requests a second that each arm serves in time
          soak                 one system under load for long: memory, queues, errors; budgets
          compare              two arms of your choice, --a and --b, in one run; or two report.json, to which nothing is started
          scenario             a scenario alone, against --target or a system that is started, with NBomber's own reports

          --profile quick|ci|full   within 4 minutes, within 8, or as long as tight budgets need (default quick)
          --out DIR                 the folder for report.html, report.md and report.json (default loadtest-results)
          --scenario NAME           what is asked of the shop (default: the command's own)
          --target URL              the gateway of a system that runs already (scenario, soak)
          --budgets FILE            (default loadtest/budgets.json)
          --a ARM, --b ARM          of compare: an arm, perhaps with settings, perhaps of another checkout's Release build,
                                    ARM[,NAME=VALUE]...[@DIRECTORY]; or a report.json (default head100 and head100)
          --plant FAULT             plant a fault to see it found: burner (overhead, compare), lost-errors, torn-traces
                                    or ratio (sampling)
          --port-offset N           added to every fixed port of the first system (default 13000); the second's is 1000 higher
          --seed N                  of the order of blocks and of every resampling (default 1)
          --help                    this text

        Arms:
        {Lines(Systems.Arm.All.Select(arm => (arm.Name, arm.About)))}

        Scenarios:
        {Lines(ShopScenarios.All.Select(scenario => (scenario.Name, scenario.About)))}

        Build with -c Release: the systems are started from the same build as this program.
        Exit codes: 0 every budget is kept, 1 a budget is broken, 2 a budget could not be settled, 3 the run failed (wrong
        arguments, a system that does not start or answer, Ctrl+C: a report of what was measured until then is written, and
        marked as partial).
        """;

    // Which faults each command can plant.
    private static readonly Dictionary<string, string[]> Commands = new()
    {
        ["overhead"] = ["burner"],
        ["sampling"] = ["lost-errors", "torn-traces", "ratio"],
        ["capacity"] = [],
        ["soak"] = [],
        ["compare"] = ["burner"],
        ["scenario"] = [],
    };

    private static readonly string[] OfTargets = ["scenario", "soak"];

    /// <returns>Null when help is asked for.</returns>
    /// <exception cref="LoadTestException">An argument is unknown, lacks its value, or has a wrong one.</exception>
    public static LoadTestOptions? Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args.Any(arg => arg is "--help" or "-h"))
        {
            return null;
        }

        var options = new LoadTestOptions(
            OneOf("the command", args[0], Commands.Keys), Profile.Quick, Path.GetFullPath("loadtest-results"), null, null, null, "head100", "head100", null, 13_000, 1);
        for (var i = 1; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--profile" => options with { Profile = Enum.Parse<Profile>(OneOf("--profile", Value(), ["quick", "ci", "full"]), ignoreCase: true) },
                "--out" => options with { Out = Path.GetFullPath(Value()) },
                "--scenario" => options with { Scenario = ShopScenarios.Find(OneOf("--scenario", Value(), [.. ShopScenarios.All.Select(scenario => scenario.Name)])) },
                "--target" => options with { Target = Url(Value()) },
                "--budgets" => options with { Budgets = Path.GetFullPath(Value()) },
                "--a" => options with { A = Value() },
                "--b" => options with { B = Value() },
                "--plant" => options with { Plant = OneOf("--plant", Value(), Commands.Values.SelectMany(faults => faults).Distinct()) },
                "--port-offset" => options with { PortOffset = Number("--port-offset", Value(), 45_000) },
                "--seed" => options with { Seed = Number("--seed", Value(), int.MaxValue) },
                _ => throw new LoadTestException($"Unknown argument '{args[i]}'. See --help."),
            };

            string Value() => i + 1 < args.Count && args[i + 1].Length > 0 ? args[++i] : throw new LoadTestException($"'{args[i]}' needs a value. See --help.");
        }

        return Fitting(options);
    }

    // What a command has no use for is a mistake: it would measure something else than what it was asked.
    private static LoadTestOptions Fitting(LoadTestOptions options)
    {
        if (options.Target is not null && !OfTargets.Contains(options.Command))
        {
            throw new LoadTestException($"{options.Command} starts systems of its own and has no use for --target; {string.Join(" and ", OfTargets)} have. See --help.");
        }

        if (options.Plant is { } fault && !Commands[options.Command].Contains(fault))
        {
            throw new LoadTestException($"{options.Command} cannot plant {fault}; {string.Join(" and ", Commands.Where(command => command.Value.Contains(fault)).Select(command => command.Key))} can. See --help.");
        }

        return options;
    }

    private static string OneOf(string what, string text, IEnumerable<string> known) => known.Contains(text, StringComparer.Ordinal)
        ? text
        : throw new LoadTestException($"{what} must be one of {string.Join(", ", known)}, not '{text}'. See --help.");

    private static int Number(string name, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new LoadTestException($"{name} must be a whole number from 0 to {most}, not '{text}'. See --help.");

    private static Uri Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new LoadTestException($"--target must be a URL such as http://127.0.0.1:8080, not '{text}'. See --help.");

    private static string Lines(IEnumerable<(string Name, string About)> items) =>
        string.Join(Environment.NewLine, items.Select(item => $"  {item.Name,-12} {item.About}"));
}
