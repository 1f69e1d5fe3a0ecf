namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL of the host, which a container would reach by another name; the stand-in runs none.</summary>
/// <param name="Url">The URL, as processes on the host use it.</param>
public record HostUrl(string Url) : IValueProvider, IManifestExpressionProvider
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => new(Url);
}
