namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address of a resource in this run.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal);
