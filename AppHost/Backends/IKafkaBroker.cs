namespace TracingReference.AppHost.Backends;

/// <summary>The Kafka broker, whatever it runs in. Its connection string is <c>host:port</c>.</summary>
internal interface IKafkaBroker : IResourceWithConnectionString, IResourceWithEndpoints
{
    ReferenceExpression IResourceWithConnectionString.ConnectionStringExpression
    {
        get
        {
            var endpoint = new EndpointReference(this, "tcp");
            return ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.IPV4Host)}:{endpoint.Property(EndpointProperty.Port)}");
        }
    }
}
