using System.Text.Json;
using System.Text.Json.Nodes;
using TracingReference.AppHost.Backends;

namespace TracingReference.AppHost;

/// <summary>endpoints.json: where everything listens in this run, for tests, scripts and people. It holds passwords.</summary>
internal sealed class EndpointsFile(string path, AppHostOptions options)
{
    private const string ControlEndpoint = "control";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string? _written;

    public async Task WriteAsync(DistributedApplicationModel model, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        var file = new JsonObject();
        foreach (var resource in model.Resources.Where(r => r is not ParameterResource))
        {
            file[resource.Name] = await DescribeAsync(resource, notifications, cancellationToken).ConfigureAwait(false);
        }

        file["apphost"] = new JsonObject
        {
            ["pid"] = Environment.ProcessId,
            ["packages"] = BuildInfo.Packages,
            ["backends"] = options.Backend.ToString().ToLowerInvariant(),
            ["portOffset"] = options.PortOffset,
        };
        var text = file.ToJsonString(Indented);
        if (text != _written)
        {
            DataFolder.WriteAtomically(path, text);
            _written = text;
        }
    }

    public void Delete() => File.Delete(path);

    private static async Task<JsonObject> DescribeAsync(
        IResource resource, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        notifications.TryGetCurrentState(resource.Name, out var state);
        var urls = state?.Snapshot.Urls ?? [];
        var description = new JsonObject
        {
            ["urls"] = new JsonArray([.. urls.Where(u => u.Name != ControlEndpoint).Select(u => (JsonNode)u.Url)]),
        };
        if (urls.FirstOrDefault(u => u.Name == ControlEndpoint) is { } control)
        {
            description["controlUrl"] = control.Url;
        }

        if (state?.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is int pid)
        {
            description["pid"] = pid;
        }

        if (resource is IResourceWithConnectionString connection)
        {
            description["connectionString"] = await connection.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
        }

        return description;
    }
}
