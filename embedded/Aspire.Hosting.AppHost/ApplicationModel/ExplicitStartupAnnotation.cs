namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only when its start command is given.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
