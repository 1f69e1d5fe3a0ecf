using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace TracingReference.AppHost.Backends;

/// <summary>Healthy while the server accepts connections.</summary>
internal sealed class PostgresHealthCheck(IPostgresServer server) : IHealthCheck
{
    private const int TimeoutSeconds = 3;

    /// <summary>A connection of its own: a pooled one would keep the server from shutting down.</summary>
    public static async Task<NpgsqlConnection> ConnectAsync(IPostgresServer server, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(await server.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false))
        {
            Pooling = false,
            Timeout = TimeoutSeconds,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy(e.Message, e);
        }
    }
}
