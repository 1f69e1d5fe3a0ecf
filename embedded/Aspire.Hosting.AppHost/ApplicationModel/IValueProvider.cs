namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known only when the application runs, such as a port.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}
