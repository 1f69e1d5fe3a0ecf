using System.Globalization;

namespace TracingReference.Benchmarks.Collector;

/// <summary>What the command line asks for.</summary>
/// <param name="Command">The collector, as it would be typed; <c>--config FILE</c> is added. Null: this repository's.</param>
/// <param name="Series">What is measured.</param>
/// <param name="Port">The first of the ports that are used.</param>
internal sealed record Options(string? Command, IReadOnlyList<Series> Series, int Port)
{
    public const string Help = """
        How much a collector costs: spans offered at a fixed rate, the collector's own CPU, memory and what became of every span.

          --all                 every figure of the README (some 20 minutes)
          --quick               the same in short (some 5 minutes)
          --collector COMMAND   the collector to measure, --config FILE is added (default: this repository's, same configuration)
          --port N              first of seven ports on loopback (default 22100)

        Or one series by hand:
          --protocol LIST       grpc,http (default both)
          --mode LIST           passthrough,tail,production (default the first two)
          --rate LIST           spans offered a second, one after the other to the same process (default 50000)
          --seconds N           how long each is offered (default 10; a tail sampler needs 12 s more to decide)
          --runs N              processes of each (default 5; medians and spread are printed)

        What is going on is told on standard error. Exit codes: 0 measured, 1 a run failed (the others are printed),
        2 wrong arguments.
        """;

    /// <exception cref="ArgumentException">An argument is wrong.</exception>
    public static Options Parse(string[] args)
    {
        var options = new Options(null, [], 22_100);
        var byHand = new Series("By hand", ["grpc", "http"], ["passthrough", "tail"], [50_000], 10, 5);
        var untouched = byHand;
        for (var index = 0; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--all": options = options with { Series = Collector.Series.All }; break;
                case "--quick": options = options with { Series = Collector.Series.Quick }; break;
                case "--collector": options = options with { Command = Value() }; break;
                case "--port": options = options with { Port = Number(Value()) }; break;
                case "--protocol": byHand = byHand with { Protocols = Words(Value(), "grpc", "http") }; break;
                case "--mode": byHand = byHand with { Modes = Words(Value(), "passthrough", "tail", "production") }; break;
                case "--rate": byHand = byHand with { Rates = [.. Value().Split(',').Select(Number)] }; break;
                case "--seconds": byHand = byHand with { Seconds = Number(Value()) }; break;
                case "--runs": byHand = byHand with { Processes = Number(Value()) }; break;
                default: throw new ArgumentException($"unknown argument '{args[index]}'; see --help");
            }

            string Value() => ++index < args.Length ? args[index] : throw new ArgumentException($"'{args[^1]}' needs a value; see --help");
        }

        if (options.Series.Count == 0)
        {
            return options with { Series = [byHand] };
        }

        return byHand == untouched ? options : throw new ArgumentException("--all and --quick say themselves what they run; leave out what makes a series by hand");
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
