using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Runtime;

/// <summary>The stand-in runs applications. Who asks it to publish one would otherwise get a running one.</summary>
internal static class RunOnly
{
    /// <exception cref="NotSupportedException">The arguments ask for something else.</exception>
    public static void Check(string[] args)
    {
        var asked = new ConfigurationBuilder().AddCommandLine(args).Build();
        if (asked["publisher"] is not null || !string.Equals(asked["operation"] ?? "run", "run", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotSupportedException(
                "The stand-in for Aspire only runs applications: leave out --operation and --publisher, or build with TracingPackages=public to publish.");
        }
    }
}
