using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>Says which items of one signal an include or exclude means.</summary>
internal sealed class ItemMatcher
{
    private const string NoService = "<nil-service-name>";
    private readonly MatchSettings _settings;

    private ItemMatcher(MatchSettings settings)
    {
        _settings = settings;
    }

    /// <summary>Null where nothing is asked for. As upstream, that is so for metrics too where only resources are named.</summary>
    /// <exception cref="StartException">It asks for what that signal does not have.</exception>
    public static ItemMatcher? Create(MatchSettings? settings, ComponentContext context) => settings?.Problem(context.Signal) is { } problem
        ? throw new StartException($"{settings.Path}: {problem}")
        : settings is null || (context.Signal == Signal.Metrics && settings.MetricNames is null) ? null : new(settings);

    public bool IsMatch(ResourceGroup resource, ScopeGroup scope, Part item) => item.Type == OtlpSchema.Metric
        ? _settings.MetricNames!.Contains(item.Message.Text(1))
        : (item.Type == OtlpSchema.Span ? IsSpanMatch(resource, item.Message) : IsLogMatch(item.Message))
            && IsLibraryMatch(scope.Scope.Message) && All(_settings.Resources, resource.Resource.Message) && All(_settings.Attributes, item.Message);

    private static bool All(IReadOnlyList<AttributeMatch> matches, Message message)
    {
        foreach (var match in matches)
        {
            if (!match.IsMatch(message.Attributes))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSpanMatch(ResourceGroup resource, Message span) =>
        _settings.Services?.Contains(resource.Resource.Message.Attributes["service.name"]?.AsString() ?? NoService) != false
        && _settings.SpanNames?.Contains(span.Text(5)) != false
        && _settings.SpanKinds?.Contains(Kind(span)) != false;

    private static string Kind(Message span) => OtlpSchema.Span[6]!.Values is { } names && span.Bits(6) < (ulong)names.Length ? names[span.Bits(6)] : "";

    private bool IsLogMatch(Message log) =>
        _settings.LogBodies?.Contains(log.Value(5).AsString()) != false
        && _settings.LogSeverityTexts?.Contains(log.Text(3)) != false
        && (_settings.LogSeverityNumber is not var (min, matchUndefined) || (log.Bits(2) == 0 ? matchUndefined : (long)log.Bits(2) >= min));

    private bool IsLibraryMatch(Message scope)
    {
        foreach (var (name, version) in _settings.Libraries)
        {
            if (!name.Contains(scope.Text(1)) || version?.Contains(scope.Text(2)) == false)
            {
                return false;
            }
        }

        return true;
    }
}
