using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using Polly;
using Polly.Retry;

namespace TracingReference.Defaults.Database;

/// <summary>
/// Brings the schema up to date before anything else of the service starts. Replicas that start together
/// take turns by an advisory lock; a database that is not up yet is waited for.
/// </summary>
internal sealed partial class DatabaseMigrator(
    IReadOnlyList<Migration> migrations, NpgsqlDataSource database, ILogger<DatabaseMigrator> logger) : IHostedLifecycleService
{
    private const long LockKey = 0x7472_6163_6572; // any number that all replicas share
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        using var untraced = SuppressInstrumentationScope.Begin();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var retry = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(exception => exception.IsTransient || exception is PostgresException { SqlState: "3D000" }),
                OnRetry = arguments =>
                {
                    LogWaiting(arguments.Outcome.Exception?.Message);
                    return default;
                },
            })
            .Build();
        await retry.ExecuteAsync(async cancellation => await MigrateAsync(cancellation), patience.Token);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"select pg_advisory_xact_lock({LockKey})");
        await ExecuteAsync("create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())");
        foreach (var migration in migrations)
        {
            await using var claim = new NpgsqlCommand("insert into migrations (name) values ($1) on conflict do nothing", connection, transaction)
            {
                Parameters = { new() { Value = migration.Name } },
            };
            if (await claim.ExecuteNonQueryAsync(cancellationToken) == 1)
            {
                await ExecuteAsync(migration.Sql);
                LogApplied(migration.Name);
            }
        }

        await transaction.CommitAsync(cancellationToken);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Applied migration {Name}")]
    private partial void LogApplied(string name);

    [LoggerMessage(LogLevel.Warning, "Waiting for the database: {Reason}")]
    private partial void LogWaiting(string? reason);
}
