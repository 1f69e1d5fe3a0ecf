namespace TracingReference.Collector;

/// <summary>What the command line asks for, in otelcol's form.</summary>
/// <param name="Command">run (the default), validate, components or help.</param>
/// <param name="Configs">What --config names, in order.</param>
/// <param name="Sets">What --set gives, in order.</param>
internal sealed record CommandLine(string Command, IReadOnlyList<string> Configs, IReadOnlyList<string> Sets)
{
    public const string Help = """
        collector: receives, processes and forwards OpenTelemetry data, as otelcol does, from the same YAML.

        collector --config FILE [--config FILE ...] [--set path.to.key=VALUE ...]
        collector validate --config FILE [...]   checks a configuration: every error with its path and line
        collector components                     lists what a configuration may name

          --config   a file, file:PATH, yaml:TEXT or env:NAME; maps in later ones are laid over those in earlier ones
          --set      one value, laid over all files
          --help     this text

        It stops on SIGTERM and SIGINT: receivers first, then everything held is passed on, for 5 s at the most; the same
        signal again ends it at once.
        Exit codes: 0 stopped or valid, 1 not valid or could not start, 2 wrong arguments, 3 ended before all was passed on.
        """;

    /// <exception cref="ArgumentException">The arguments are wrong.</exception>
    public static CommandLine Parse(string[] args)
    {
        var command = "run";
        var configs = new List<string>();
        var sets = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            var (name, value) = args[index].Split('=', 2) is [var before, var after] ? (before, after) : (args[index], null);
            switch (name)
            {
                case "validate" or "components" or "help" when index == 0:
                    command = name;
                    break;
                case "--help" or "-h":
                    command = "help";
                    break;
                case "--config":
                    configs.Add(value ?? Next(args, ref index));
                    break;
                case "--set":
                    sets.Add(value ?? Next(args, ref index));
                    break;
                default:
                    throw new ArgumentException($"unknown argument '{args[index]}'; see --help");
            }
        }

        return command is "run" or "validate" && configs.Count == 0
            ? throw new ArgumentException("--config is missing; see --help")
            : new(command, configs, sets);
    }

    private static string Next(string[] args, ref int index) =>
        ++index < args.Length ? args[index] : throw new ArgumentException($"'{args[index - 1]}' needs a value; see --help");
}
