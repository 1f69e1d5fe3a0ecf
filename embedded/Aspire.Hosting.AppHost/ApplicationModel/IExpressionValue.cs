namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that can stand in a <see cref="ReferenceExpression"/>.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;
