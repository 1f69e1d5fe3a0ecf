using System.Globalization;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Help = """
        Throughput of grain calls, each sample from a fresh process:
          --runs 5        samples of each kind, interleaved
          --seconds 3     of measurement for each figure, after a warm-up of 8 s of processor time
          --cores 1,2     how many cores a process may use
          --tracing None,Unheard,Recorded
          --versus DLL    this program, built in the other TracingPackages mode, measured in turn with this one
        """;

    public int Runs { get; private init; } = 5;

    public TimeSpan Time { get; private init; } = TimeSpan.FromSeconds(3);

    public int[] Cores { get; private init; } = [1, 2];

    public Tracing[] Tracing { get; private init; } = Enum.GetValues<Tracing>();

    /// <summary>The other build; null to measure this one alone.</summary>
    public string? Versus { get; private init; }

    /// <summary>What this process is to measure itself; null in the process that starts the others.</summary>
    public Tracing? Sample { get; private init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">One is unknown, lacks its value or has a bad one.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options();
        for (; arguments.Length > 0; arguments = arguments[2..])
        {
            if (arguments.Length == 1)
            {
                throw new FormatException($"{arguments[0]} is unknown or lacks its value.");
            }

            try
            {
                options = options.With(arguments[0], arguments[1]);
            }
            catch (Exception exception) when (exception is ArgumentException or OverflowException)
            {
                throw new FormatException($"{arguments[0]} {arguments[1]}: {exception.Message}", exception);
            }
        }

        return options;
    }

    private Options With(string name, string value) => name switch
    {
        "--runs" => this with { Runs = Positive(value) },
        "--seconds" => this with { Time = TimeSpan.FromSeconds(Positive(value)) },
        "--cores" => this with { Cores = [.. value.Split(',').Select(Positive)] },
        "--tracing" => this with { Tracing = [.. value.Split(',').Select(Enum.Parse<Tracing>)] },
        "--versus" => this with { Versus = File.Exists(value) ? Path.GetFullPath(value) : throw new ArgumentException("There is no such file.") },
        "--sample" => this with { Sample = Enum.Parse<Tracing>(value) },
        _ => throw new FormatException($"{name} is unknown."),
    };

    private static int Positive(string text) =>
        int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and var number ? number : throw new ArgumentException("It must be at least 1.");
}
