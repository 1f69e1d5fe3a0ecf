using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Extensions.BearerToken;

/// <summary>The bearertokenauth extension: a fixed token for receivers to ask for, and for exporters to show.</summary>
internal sealed class BearerTokenExtensionFactory() : ExtensionFactory<BearerTokenSettings>("bearertokenauth")
{
    public override IReadOnlyList<string> Aliases => ["bearer_token_auth"];

    protected override BearerTokenSettings ReadSettings(ConfigReader reader)
    {
        var token = reader.String("token");
        var tokens = reader.Strings("tokens");
        var file = reader.String("filename");
        var settings = new BearerTokenSettings(
            reader.String("header", "Authorization"), reader.String("scheme", "Bearer"), tokens.Count > 0 ? tokens : token.Length > 0 ? [token] : [], file);
        reader.Finish();
        if (token.Length > 0 && tokens.Count > 0)
        {
            reader.Error("either tokens or token should be set, not both");
        }

        if (settings.Tokens.Count == 0 && file.Length == 0)
        {
            reader.Error("no bearer token provided: set token, tokens or filename");
        }

        return settings;
    }

    protected override IComponent Create(BearerTokenSettings settings, ComponentContext context) => new BearerTokenExtension(settings, context.Time);
}
