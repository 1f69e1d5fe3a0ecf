using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>include or exclude: an item matches when everything that is given does (upstream's internal/filter).</summary>
/// <param name="Services">services: service.name is one of these. Spans only.</param>
/// <param name="SpanNames">span_names. Spans only.</param>
/// <param name="SpanKinds">span_kinds, as SPAN_KIND_SERVER. Spans only.</param>
/// <param name="LogBodies">log_bodies: the body as text. Logs only.</param>
/// <param name="LogSeverityTexts">log_severity_texts. Logs only.</param>
/// <param name="LogSeverityNumber">log_severity_number: min, and whether records without one match. Logs only.</param>
/// <param name="MetricNames">metric_names. Metrics only.</param>
/// <param name="Attributes">attributes: all of them, each with a value or only its key. Spans and logs.</param>
/// <param name="Resources">resources: the same of the resource. Spans and logs; for metrics it is read and, as upstream, has no effect.</param>
/// <param name="Libraries">libraries: the scope's name, and its version where one is given; all of them must match. Spans and logs.</param>
/// <param name="Path">Where it stands, for errors that depend on the signal.</param>
internal sealed record MatchSettings(
    StringSet? Services, StringSet? SpanNames, StringSet? SpanKinds, StringSet? LogBodies, StringSet? LogSeverityTexts, (int Min, bool MatchUndefined)? LogSeverityNumber,
    StringSet? MetricNames, IReadOnlyList<AttributeMatch> Attributes, IReadOnlyList<AttributeMatch> Resources,
    IReadOnlyList<(StringSet Name, StringSet? Version)> Libraries, string Path)
{
    private static IEnumerable<string> KindNames => OtlpSchema.Span[6]!.Values!.Skip(1);

    public static MatchSettings Read(ConfigReader reader)
    {
        if (reader.Section("regexp") is { } cache)
        {
            cache.Ignore("cacheenabled", "cachemaxnumentries");
            cache.Finish();
        }

        var type = reader.String("match_type");
        if (type == "strict" && reader.Strings("span_kinds").Except(KindNames).FirstOrDefault() is { } unknown)
        {
            reader.Findings.StartError(reader.Raw("span_kinds")!.Position, reader.PathOf("span_kinds"), $"'{unknown}' is no span kind; there are {string.Join(", ", KindNames)}");
        }

        var settings = new MatchSettings(
            Set("services"), Set("span_names"), Set("span_kinds"), Set("log_bodies"), Set("log_severity_texts"), Severity(reader.Section("log_severity_number")),
            Set("metric_names"), Matches("attributes"), Matches("resources"), [.. reader.Sections("libraries").Select(Library)], reader.Path);
        reader.Finish();
        return settings;

        StringSet? Set(string key) => reader.Strings(key) is { Count: > 0 } texts ? StringSet.Create(texts, type, reader, key) : null;
        IReadOnlyList<AttributeMatch> Matches(string key) => [.. reader.Sections(key).Select(section => AttributeMatch.Read(section, type))];
        (StringSet, StringSet?) Library(ConfigReader section)
        {
            var name = StringSet.Create([section.String("name")], type, section, "name");
            var version = section.Has("version") ? StringSet.Create([section.String("version")], type, section, "version") : null;
            section.Finish();
            return (name, version);
        }
    }

    /// <summary>What is wrong with it for that signal; null where nothing is.</summary>
    public string? Problem(Signal signal)
    {
        var ofSpans = Services ?? SpanNames ?? SpanKinds;
        var ofLogs = LogBodies is not null || LogSeverityTexts is not null || LogSeverityNumber is not null;
        var common = Attributes.Count + Resources.Count + Libraries.Count > 0;
        return signal switch
        {
            Signal.Traces when ofLogs || MetricNames is not null => "log_bodies, log_severity_texts, log_severity_number and metric_names are not valid for spans",
            Signal.Traces when ofSpans is null && !common => "needs at least one of services, span_names, span_kinds, attributes, libraries and resources",
            Signal.Logs when ofSpans is not null || MetricNames is not null => "services, span_names, span_kinds and metric_names are not valid for log records",
            Signal.Logs when !ofLogs && !common => "needs at least one of attributes, libraries, resources, log_bodies, log_severity_texts and log_severity_number",
            Signal.Metrics when ofSpans is not null || ofLogs || Attributes.Count + Libraries.Count > 0 =>
                "services, span_names, span_kinds, log_bodies, log_severity_texts, log_severity_number, attributes and libraries are not valid for metrics",
            Signal.Metrics when MetricNames is null && Resources.Count == 0 => "needs at least one of metric_names and resources",
            _ => null,
        };
    }

    private static (int Min, bool MatchUndefined)? Severity(ConfigReader? section)
    {
        if (section is null)
        {
            return null;
        }

        var severity = (section.Int32("min"), section.Bool("match_undefined"));
        section.Finish();
        return severity;
    }
}
