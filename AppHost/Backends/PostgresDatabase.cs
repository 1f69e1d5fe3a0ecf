namespace TracingReference.AppHost.Backends;

/// <summary>A database of the server, made when the server is ready.</summary>
internal sealed class PostgresDatabase(string name, string database, IPostgresServer server)
    : Resource(name), IResourceWithParent<IPostgresServer>, IResourceWithConnectionString
{
    public IPostgresServer Parent { get; } = server;

    public string Database { get; } = database;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={Database}");
}
