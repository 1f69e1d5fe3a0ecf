using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace TracingReference.Defaults.Database;

/// <summary>A service's own PostgreSQL database: pool, timeouts, migrations, spans and health.</summary>
public static class DatabaseExtensions
{
    /// <summary>
    /// Registers the <see cref="NpgsqlDataSource"/> of <c>ConnectionStrings:database</c>, and applies the service's
    /// migrations, its embedded resources <c>Migrations/*.sql</c>, before the service listens.
    /// </summary>
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("database");
        if (string.IsNullOrEmpty(connectionString))
        {
            throw new InvalidOperationException(
                "ConnectionStrings__database is not set; it must be the PostgreSQL connection string of this service's database.");
        }

        // Defaults beneath the connection string, so that an operator's own settings win.
        var settings = new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = 24, // more would only wait in the server, and each costs it memory
            Timeout = 5,
            CommandTimeout = 10,
            ConnectionIdleLifetime = 60,
            MaxAutoPrepare = 50,
        };
        foreach (var (key, value) in new NpgsqlConnectionStringBuilder(connectionString))
        {
            settings[key] = value;
        }

        builder.Services.AddSingleton(services =>
        {
            var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
            source.Name = settings.Database; // what pool metrics and spans call it, instead of the whole connection string
            source.UseLoggerFactory(services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>());
            source.ConfigureTracing(SqlTelemetry.Configure);
            return source.Build();
        });
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<DatabaseMigrator>(
            services, Migration.AllOf(Assembly.GetEntryAssembly()!)));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", tags: [ServiceDefaults.ReadyTag]);
    }
}
