namespace TracingReference.AppHost.Backends;

/// <summary>PostgreSQL in a container.</summary>
internal sealed class ContainerPostgres(string name, ParameterResource password) : ContainerResource(name), IPostgresServer
{
    public ParameterResource Password { get; } = password;
}
