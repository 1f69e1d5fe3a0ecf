namespace TracingReference.AppHost.Backends;

/// <summary>The PostgreSQL server, whatever it runs in.</summary>
internal interface IPostgresServer : IResourceWithConnectionString, IResourceWithEndpoints
{
    ParameterResource Password { get; }

    ReferenceExpression IResourceWithConnectionString.ConnectionStringExpression
    {
        get
        {
            var endpoint = new EndpointReference(this, "tcp");
            return ReferenceExpression.Create(
                $"Host={endpoint.Property(EndpointProperty.IPV4Host)};Port={endpoint.Property(EndpointProperty.Port)};Username=postgres;Password={Password}");
        }
    }
}
