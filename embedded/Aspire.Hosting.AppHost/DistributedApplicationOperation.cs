namespace Aspire.Hosting;

/// <summary>What the AppHost was started for. The stand-in only runs.</summary>
public enum DistributedApplicationOperation
{
    Run = 0,
    Publish = 1,
}
