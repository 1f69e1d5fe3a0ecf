using Dapper;
using Npgsql;
using TracingReference.Defaults.Faults;

namespace TracingReference.Order.Data;

/// <summary>Runs this service's statements, each slower by as much as <c>x-fault: db=slow:MS</c> asks.</summary>
internal sealed class OrderDatabase(NpgsqlDataSource database, FaultSwitch faults)
{
    private const int CommandTimeoutSeconds = 10;

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(Slowed(sql, parameters, out _, cancellationToken));
    }

    /// <summary>Runs a query.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var command = Slowed(sql, parameters, out var slowed, cancellationToken);
        if (!slowed)
        {
            return (await connection.QueryAsync<T>(command)).AsList();
        }

        await using var results = await connection.QueryMultipleAsync(command);
        await results.ReadAsync();
        return (await results.ReadAsync<T>()).AsList();
    }

    // The delay is part of the statement, so that its span is as slow as a slow statement's would be.
    private CommandDefinition Slowed(string sql, object? parameters, out bool slowed, CancellationToken cancellationToken)
    {
        var delay = faults.Current.DatabaseDelay;
        slowed = delay > TimeSpan.Zero;
        return slowed
            ? new CommandDefinition(
                FormattableString.Invariant($"select pg_sleep({delay.TotalSeconds}); {sql}"),
                parameters,
                commandTimeout: CommandTimeoutSeconds + (int)Math.Ceiling(delay.TotalSeconds),
                cancellationToken: cancellationToken)
            : new CommandDefinition(sql, parameters, commandTimeout: CommandTimeoutSeconds, cancellationToken: cancellationToken);
    }
}
