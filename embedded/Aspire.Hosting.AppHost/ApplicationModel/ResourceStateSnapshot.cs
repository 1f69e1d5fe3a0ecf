namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state with the style it is shown in.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}
