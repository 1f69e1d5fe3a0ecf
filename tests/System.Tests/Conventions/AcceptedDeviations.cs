namespace TracingReference.SystemTests.Conventions;

/// <summary>What .NET, YARP, Npgsql and Orleans themselves emit against the conventions: one row per source and key.</summary>
public static class AcceptedDeviations
{
    /// <summary>No more rows than this, or the table hides more than it explains.</summary>
    public const int MaxRows = 25;

    private const string Orleans = "Microsoft.Orleans.Application";

    public static IReadOnlyList<AcceptedDeviation> Rows { get; } =
    [
        new("Yarp.ReverseProxy", "status", "YARP says Ok on success"),
        new("Npgsql", "db.npgsql.data_source", "Npgsql's own, in the db namespace"),
        new("Npgsql", "db.npgsql.connection_id", "Npgsql's own, in the db namespace"),
        new("System.Net.Http", "server.port", "http.client.* metrics leave out the scheme's default port"),
    ];
}
