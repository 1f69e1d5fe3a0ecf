namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether a command may be given.</summary>
public enum ResourceCommandState
{
    Enabled = 0,
    Disabled = 1,
    Hidden = 2,
}
