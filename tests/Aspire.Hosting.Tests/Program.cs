using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>What this assembly is when it is started instead of tested: a project that shows its environment, or an AppHost.</summary>
public sealed class Program
{
    private Program()
    {
    }

    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["show-environment", var file]:
                File.WriteAllLines(file, System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => $"{e.Key}={e.Value}"));
                return 0;
            case ["host", var folder]:
                SmallAppHost.Create(new(folder), []).Build().Run();
                return 0;
            case ["host-for-test", var folder, .. var rest]:
                SmallAppHost.Create(new(folder), rest).Build().Run();
                File.WriteAllText(Path.Combine(folder, "entry-point-ended"), "");
                return 0;
            case ["fail"]:
                throw new DistributedApplicationException("This AppHost fails.");
            default:
                return 3;
        }
    }
}
