namespace Aspire.Hosting.Testing.Runtime;

/// <summary>The application as a test has it: disposing of it stops it and ends the entry point that built it.</summary>
internal sealed class InterceptedApplication(DistributedApplication application, EntryPointRun run) : DistributedApplication(application)
{
    public override void Dispose() => run.EndAsync().GetAwaiter().GetResult();

    public override ValueTask DisposeAsync() => new(run.EndAsync());
}
