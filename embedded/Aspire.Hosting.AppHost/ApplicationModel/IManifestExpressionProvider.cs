namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value's name in a manifest, such as <c>{order.bindings.http.url}</c>; here it appears in messages only.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
