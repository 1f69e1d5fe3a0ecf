namespace TracingReference.HostingTests.Support;

/// <summary>An AppHost with one service, whose child has left its process group and session.</summary>
internal static class SmallAppHost
{
    public static IDistributedApplicationBuilder Create(TestFolder folder, string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [$"--Embedded:StateDirectory={folder.Path}", .. args],
            DisableDashboard = true,
        });
        builder.AddScript(folder, "service", "setsid sleep 600 & echo $! > strayed.pid; echo $$ > service.pid; ready; echo \"colour=$COLOUR\"; sleep 600 & wait")
            .WithHttpEndpoint(port: 39180)
            .WithEnvironment("COLOUR", "of the AppHost");
        builder.AddConnectionString("database", ReferenceExpression.Create($"Host=nowhere"));
        return builder;
    }
}
