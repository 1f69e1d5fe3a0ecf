namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a waiting resource does when what it waits for has stopped.</summary>
public enum WaitBehavior
{
    /// <summary>Go on waiting: someone may start it again.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>Fail to start.</summary>
    StopOnResourceUnavailable = 1,
}
