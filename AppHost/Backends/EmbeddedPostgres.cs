namespace TracingReference.AppHost.Backends;

/// <summary>PostgreSQL as a process on this machine.</summary>
internal sealed class EmbeddedPostgres(string name, PostgresCluster cluster, ParameterResource password)
    : ExecutableResource(name, cluster.Command, "/"), IPostgresServer
{
    public ParameterResource Password { get; } = password;
}
