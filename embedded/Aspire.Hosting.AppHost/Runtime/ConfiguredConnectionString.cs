using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Runtime;

/// <summary>A connection string from the AppHost's own configuration.</summary>
internal sealed class ConfiguredConnectionString(string name, string? environmentVariableName, IConfiguration configuration)
    : Resource(name), IResourceWithConnectionString
{
    public string? ConnectionStringEnvironmentVariable => environmentVariableName;

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{new ParameterResource(Name, _ => Value, secret: true)}");

    private string Value => configuration.GetConnectionString(Name) ?? throw new MissingParameterValueException(
        $"Connection string parameter resource could not be used because connection string '{Name}' is missing.");
}
