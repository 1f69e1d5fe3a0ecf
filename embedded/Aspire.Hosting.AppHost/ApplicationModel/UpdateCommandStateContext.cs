namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command's state is decided by.</summary>
public sealed class UpdateCommandStateContext
{
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    public required IServiceProvider Services { get; init; }
}
