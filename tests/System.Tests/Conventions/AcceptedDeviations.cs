namespace TracingReference.SystemTests.Conventions;

/// <summary>What .NET, YARP, Npgsql and Orleans themselves emit against the conventions: one row per source and key.</summary>
public static class AcceptedDeviations
{
    /// <summary>No more rows than this, or the table hides more than it explains.</summary>
    public const int MaxRows = 25;

    public static IReadOnlyList<AcceptedDeviation> Rows { get; } =
    [
        new("Yarp.ReverseProxy", "status", "YARP says Ok on success"),
        new("Npgsql", "db.npgsql.data_source", "Npgsql's own, in the db namespace"),
        new("Npgsql", "db.npgsql.prepared", "Npgsql's own, on statements that it has prepared"),
        new("Npgsql", "db.npgsql.connection_id", "Npgsql's own, in the db namespace"),
        new("Npgsql", "db.client.connection.npgsql.create_time", "Npgsql's own metric, in the db namespace"),
        new("Npgsql", "db.client.operation.npgsql.prepared_ratio", "Npgsql's own metric, in the db namespace"),
        new("Microsoft.Orleans.Application", "name", "Orleans leaves the namespace out of the span's name, not out of rpc.method"),
        new("Microsoft.Orleans.Lifecycle", "orleans.directory.previousRegistration.present", "Orleans writes one key in camel case"),
        new("System.Runtime", "dotnet.gc.heap.generation", ".NET calls it gc.heap.generation"),
    ];
}
