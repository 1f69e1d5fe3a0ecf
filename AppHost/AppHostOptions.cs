using System.Globalization;
using System.Net;
using TracingReference.AppHost.Backends;

namespace TracingReference.AppHost;

/// <summary>What the command line asks for.</summary>
/// <param name="PortOffset">Added to every fixed port.</param>
/// <param name="Data">Absolute path of the folder that this system keeps its data in.</param>
/// <param name="Backend">Where servers such as PostgreSQL come from.</param>
/// <param name="Sampling">How many of the traces the collector keeps.</param>
/// <param name="Settings">Variables for every service, as if they stood in the AppHost's environment.</param>
/// <param name="ExportTo">Where the collector exports to in place of the Dashboard, which is not started then.</param>
/// <param name="StopAtEof">Whether the end of standard input stops the system.</param>
internal sealed record AppHostOptions(
    int PortOffset, string Data, Backend Backend, Sampling Sampling, IReadOnlyDictionary<string, string> Settings, Uri? ExportTo, bool StopAtEof)
{
    public const string Usage = """
        Starts the whole system: dotnet run --project AppHost [-- OPTIONS]

          --port-offset N      add N to every fixed port (gateway 8080, collector 4317, 4318, 8888, 8889, 13133,
                               Dashboard 18888 to 18890); 12000 clashes with nothing
          --data DIR           the folder for data, logs, keys and endpoints.json
                               (default .run in the repository, .run-N with an offset)
          --backends embedded  PostgreSQL and Kafka as processes on this machine (default)
          --backends containers
                               the real images; needs a build with TracingPackages=public and a container runtime
          --sampling development|staging|production
                               the collector keeps 100% (default), 50% or 10% of the traces, and every one with an
                               error, slow or forced
          --sampling adaptive  it keeps about 10 traces a second of each route (COLLECTOR_TRACES_PER_SECOND); not with
                               containers
          --export-to URL      the collector exports to this OTLP endpoint (gRPC), and the Dashboard is not started
          --stop-at-eof        stop when standard input ends: for a program that starts this one, and may be killed
          --set NAME=VALUE     a variable for every service: OTEL_*, or Section__Key; may be repeated
          --help               this text

        OTEL_* and Section__Key variables in this program's own environment reach every service too, as they are, and win over
        what it sets itself; --set wins over them. OTEL_SERVICE_NAME is the exception: each service keeps its own name.
        With VENDOR_OTLP_ENDPOINT (a URL) and VENDOR_API_KEY set, the collector sends to that back end as well.
        DOTNET_ENVIRONMENT is Development unless set. The tools from npm are where the build put them: in $TRACING_TOOLS,
        $XDG_CACHE_HOME/tracing-reference/tools or ~/.cache/tracing-reference/tools.
        Stop it with Ctrl+C or SIGTERM. Exit codes: 0 stopped, 1 could not start, 2 wrong arguments.
        """;

    // The highest fixed port, the Dashboard's OTLP over HTTP.
    private const int LargestOffset = IPEndPoint.MaxPort - 18890;

    /// <returns>Null when help is asked for.</returns>
    /// <exception cref="UsageException">An argument is unknown, lacks its value, or has a wrong one.</exception>
    public static AppHostOptions? Parse(IReadOnlyList<string> args)
    {
        var offset = 0;
        string? data = null;
        var backend = Backend.Embedded;
        var sampling = Sampling.Development;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        Uri? exportTo = null;
        var stopAtEof = false;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h":
                    return null;
                case "--port-offset":
                    offset = ParseOffset(Value(args, ref i));
                    break;
                case "--data":
                    data = Path.GetFullPath(Value(args, ref i));
                    break;
                case "--backends":
                    backend = ParseBackend(Value(args, ref i));
                    break;
                case "--sampling":
                    sampling = ParseSampling(Value(args, ref i));
                    break;
                case "--export-to":
                    exportTo = ParseUrl(Value(args, ref i));
                    break;
                case "--stop-at-eof":
                    stopAtEof = true;
                    break;
                case "--set":
                    var (name, value) = ParseSetting(Value(args, ref i));
                    settings[name] = value;
                    break;
                default:
                    throw new UsageException($"Unknown argument '{args[i]}'.");
            }
        }

        if (backend == Backend.Containers && sampling == Sampling.Adaptive)
        {
            throw new UsageException("--sampling adaptive needs this repository's collector, and --backends containers runs the upstream one, which has no such processor.");
        }

        data ??= Path.Combine(BuildInfo.RepositoryRoot, offset == 0 ? ".run" : string.Create(CultureInfo.InvariantCulture, $".run-{offset}"));
        return new(offset, data, backend, sampling, settings, exportTo, stopAtEof);
    }

    /// <summary>A fixed port of this system.</summary>
    public int Port(int port) => port + PortOffset;

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        i + 1 < args.Count && args[i + 1].Length > 0 ? args[++i] : throw new UsageException($"'{args[i]}' needs a value.");

    private static int ParseOffset(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= LargestOffset
            ? offset
            : throw new UsageException($"--port-offset must be a whole number from 0 to {LargestOffset}, not '{text}'.");

    private static Backend ParseBackend(string text) => text switch
    {
        "embedded" => Backend.Embedded,
        "containers" when BuildInfo.Packages == "public" => Backend.Containers,
        "containers" => throw new UsageException(
            "--backends containers needs the real Aspire, since the stand-in that this build uses has no container runtime: build with TracingPackages=public."),
        _ => throw new UsageException($"--backends must be 'embedded' or 'containers', not '{text}'."),
    };

    private static Sampling ParseSampling(string text) => text switch
    {
        "development" => Sampling.Development,
        "staging" => Sampling.Staging,
        "production" => Sampling.Production,
        "adaptive" => Sampling.Adaptive,
        _ => throw new UsageException($"--sampling must be 'development', 'staging', 'production' or 'adaptive', not '{text}'."),
    };

    private static Uri ParseUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new UsageException($"--export-to must be a URL such as http://127.0.0.1:4317, not '{text}'.");

    private static (string Name, string Value) ParseSetting(string text)
    {
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        return cut > 0 && ServiceSettings.ReachesServices(text[..cut])
            ? (text[..cut], text[(cut + 1)..])
            : throw new UsageException($"--set takes OTEL_NAME=VALUE or Section__Key=VALUE, not '{text}'.");
    }
}
