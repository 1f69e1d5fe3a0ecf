using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace TracingReference.AppHost.Backends;

/// <summary>Adds PostgreSQL.</summary>
internal static class PostgresExtensions
{
    private const int DefaultPort = 5432;

    /// <summary>The server, with its data in the data folder or in a volume.</summary>
    public static IResourceBuilder<IPostgresServer> AddPostgres(this IDistributedApplicationBuilder builder, string name)
    {
        var password = builder.AddSecret($"{name}-password").Resource;
        IResourceBuilder<IPostgresServer> server = builder.Given<AppHostOptions>().Backend == Backend.Containers
            ? builder.AddContainer(name, password)
            : builder.AddProcess(name, password);

        var check = $"{name}-accepts-connections";
        builder.Services.AddHealthChecks().AddCheck(check, new PostgresHealthCheck(server.Resource));
        return server.WithHealthCheck(check)
            .OnResourceReady((resource, _, cancellationToken) => CreateDatabasesAsync(builder, resource, cancellationToken));
    }

    /// <summary>A database of the server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="database">The database's own name: lower-case letters.</param>
    public static IResourceBuilder<PostgresDatabase> AddDatabase(this IResourceBuilder<IPostgresServer> server, string name, string database) =>
        server.ApplicationBuilder.AddResource(new PostgresDatabase(name, database, server.Resource));

    private static IResourceBuilder<EmbeddedPostgres> AddProcess(
        this IDistributedApplicationBuilder builder, string name, ParameterResource password)
    {
        var cluster = PostgresCluster.In(builder.Given<DataFolder>(), name);
        var server = builder.AddResource(new EmbeddedPostgres(name, cluster, password))
            .WithEndpoint(scheme: "tcp", name: "tcp")
            .WithEndpoint("tcp", endpoint => endpoint.TargetHost = "127.0.0.1");
        var port = server.GetEndpoint("tcp").Property(EndpointProperty.TargetPort);
        return server
            .WithArgs([.. cluster.Arguments, "-c", ReferenceExpression.Create($"port={port}")])
            .OnBeforeResourceStarted(async (_, _, cancellationToken) =>
                await cluster.PrepareAsync((await password.GetValueAsync(cancellationToken).ConfigureAwait(false))!, cancellationToken).ConfigureAwait(false));
    }

    private static IResourceBuilder<ContainerPostgres> AddContainer(
        this IDistributedApplicationBuilder builder, string name, ParameterResource password) =>
        builder.AddResource(new ContainerPostgres(name, password))
            .WithImage(Images.Postgres.Name, Images.Postgres.Tag)
            .WithEndpoint(targetPort: DefaultPort, scheme: "tcp", name: "tcp")
            .WithVolume($"tracing-reference-{name}-{builder.Given<AppHostOptions>().PortOffset}", "/var/lib/postgresql")
            .WithEnvironment("POSTGRES_PASSWORD", builder.CreateResourceBuilder(password));

    private static async Task CreateDatabasesAsync(
        IDistributedApplicationBuilder builder, IPostgresServer server, CancellationToken cancellationToken)
    {
        await using var connection = await PostgresHealthCheck.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        foreach (var database in builder.Resources.OfType<PostgresDatabase>().Where(d => d.Parent == server))
        {
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection)
            {
                Parameters = { new() { Value = database.Database } },
            };
            if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database.Database}\"", connection);
                await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
