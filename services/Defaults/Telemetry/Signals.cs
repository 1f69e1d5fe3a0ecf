namespace TracingReference.Defaults.Telemetry;

/// <summary>
/// Every <c>ActivitySource</c> and <c>Meter</c> of the system. What is not named here is not exported,
/// so a new source is one line, and a reader finds all that the system can say in one place.
/// </summary>
public static class Signals
{
    /// <summary>The source of this project's own business spans.</summary>
    public const string ShopSource = "TracingReference.Shop";

    /// <summary>The source of Kafka's publish and process spans, and the meter of their metrics.</summary>
    public const string MessagingSource = "TracingReference.Messaging";

    /// <summary>Sources of spans, by who emits them.</summary>
    public static IReadOnlyList<string> ActivitySources { get; } =
    [
        "Microsoft.AspNetCore",                 // SERVER spans of HTTP
        "System.Net.Http",                      // CLIENT spans of HTTP
        "Yarp.ReverseProxy",                    // proxy.forwarder
        "Npgsql",                               // CLIENT spans of SQL
        "Microsoft.Orleans.Application",        // grain calls
        "Microsoft.Orleans.Lifecycle",          // activation, which reads the state
        "Microsoft.Orleans.Storage",            // grain state
        ShopSource,
        MessagingSource,
    ];

    /// <summary>Meters, by who records them.</summary>
    public static IReadOnlyList<string> Meters { get; } =
    [
        "Microsoft.AspNetCore.Hosting",         // http.server.*
        "Microsoft.AspNetCore.Server.Kestrel",  // kestrel.*
        "System.Net.Http",                      // http.client.*
        "System.Runtime",                       // dotnet.*
        "Npgsql",                               // db.client.*
        "otel.sdk.experimental",                // otel.sdk.*: what the SDK's own queues drop
        MessagingSource,
    ];

    /// <summary>
    /// Instruments of these meters that are not recorded: several updates a request each, for what nobody looks at while durations,
    /// errors and the pools' sizes are there (docs/overhead.md has what they cost). A line taken out here brings one back.
    /// </summary>
    public static IReadOnlyList<string> UnrecordedInstruments { get; } =
    [
        "http.client.active_requests",
        "http.client.open_connections",
        "http.client.request.time_in_queue",
        "http.server.active_requests",
        "db.client.operation.npgsql.executing",
        "db.client.operation.npgsql.bytes_read",
        "db.client.operation.npgsql.bytes_written",
    ];
}
