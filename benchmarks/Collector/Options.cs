using System.Globalization;

namespace TracingReference.Benchmarks.Collector;

/// <summary>What the command line asks for.</summary>
/// <param name="Command">The collector, as it would be typed; <c>--config FILE</c> is added. Null: this repository's.</param>
/// <param name="Protocols">grpc, http.</param>
/// <param name="Modes">passthrough, tail.</param>
/// <param name="Rates">Spans offered a second.</param>
/// <param name="Seconds">How long each run offers them.</param>
/// <param name="Runs">How often each is measured.</param>
/// <param name="Port">The first of the ports that are used.</param>
internal sealed record Options(
    string? Command, IReadOnlyList<string> Protocols, IReadOnlyList<string> Modes, IReadOnlyList<int> Rates, int Seconds, int Runs, int Port)
{
    public const string Help = """
        How much a collector costs: spans offered at a fixed rate, the collector's own CPU, memory and what became of every span.

          --collector COMMAND   the collector to measure, --config FILE is added (default: this repository's, same configuration)
          --protocol LIST       grpc,http (default both)
          --mode LIST           passthrough,tail (default both)
          --rate LIST           spans offered a second (default 20000,50000,100000)
          --seconds N           how long a run offers them (default 20; the tail sampler needs 11 s more to decide)
          --runs N              runs of each (default 10; medians and spread are printed)
          --port N              first of five ports on loopback (default 22100)

        Exit codes: 0 measured, 1 a run failed, 2 wrong arguments.
        """;

    /// <exception cref="ArgumentException">An argument is wrong.</exception>
    public static Options Parse(string[] args)
    {
        var options = new Options(null, ["grpc", "http"], ["passthrough", "tail"], [20_000, 50_000, 100_000], 20, 10, 22_100);
        for (var index = 0; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length ? args[index + 1] : throw new ArgumentException($"'{args[index]}' needs a value; see --help");
            options = args[index] switch
            {
                "--collector" => options with { Command = value },
                "--protocol" => options with { Protocols = Words(value, "grpc", "http") },
                "--mode" => options with { Modes = Words(value, "passthrough", "tail") },
                "--rate" => options with { Rates = [.. value.Split(',').Select(Number)] },
                "--seconds" => options with { Seconds = Number(value) },
                "--runs" => options with { Runs = Number(value) },
                "--port" => options with { Port = Number(value) },
                _ => throw new ArgumentException($"unknown argument '{args[index]}'; see --help"),
            };
        }

        return options;
    }

    private static int Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new ArgumentException($"'{text}' is no number above 0");

    private static string[] Words(string list, params string[] known)
    {
        var words = list.Split(',');
        return Array.Find(words, word => !known.Contains(word)) is { } wrong
            ? throw new ArgumentException($"'{wrong}' is not one of {string.Join(", ", known)}")
            : words;
    }
}
