namespace Aspire.Hosting.ApplicationModel;

/// <summary>A property of a resource in this run, such as its process id.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value);
