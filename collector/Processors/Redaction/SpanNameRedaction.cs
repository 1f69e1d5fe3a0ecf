using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>Names of spans: URLs in those of HTTP spans, statements in those of database spans, where a sanitizer is on.</summary>
internal sealed class SpanNameRedaction(RedactionSettings settings)
{
    private static readonly string[] HttpKeys =
    [
        "http.route", "http.request.method", "http.request.method_original", "http.response.status_code", "url.full",
        "http.scheme", "http.target", "http.method", "http.url",
    ];

    private readonly RedactionRules _rules = new(settings);

    /// <summary>Whether it has changed.</summary>
    public bool Apply(Message span)
    {
        var name = span.Text(5);
        if ((settings.Url is null && !settings.Database.IsEnabled) || _rules.IsAllowedValue(name))
        {
            return false;
        }

        var kind = (SpanKind)span.Bits(6);
        if (settings.Url is { SanitizeSpanName: true } && kind is SpanKind.Client or SpanKind.Server && IsHttp(span, name)
            && UrlSanitizer.Sanitize(name) is var path && path != name && !IsAllStars(path))
        {
            return Set(span, path);
        }

        return settings.Database.SanitizesSpanName && kind is SpanKind.Client or SpanKind.Server or SpanKind.Internal
            && Set(span, settings.Database.SanitizeFor(settings.Database.SystemOf(span.Attributes), name));
    }

    private static bool Set(Message span, string name)
    {
        if (name is "" or "..." || name == span.Text(5))
        {
            return false;
        }

        span.SetText(5, name);
        return true;
    }

    private static bool IsHttp(Message span, string name) =>
        name.Contains('/', StringComparison.Ordinal) || HttpKeys.Any(key => span.Attributes.IndexOf(key) >= 0);

    private static bool IsAllStars(string name) =>
        name.Contains('*', StringComparison.Ordinal) && name.Split('/').All(static segment => segment is "" or "*");

    private enum SpanKind : ulong
    {
        Internal = 1,
        Server = 2,
        Client = 3,
    }
}
