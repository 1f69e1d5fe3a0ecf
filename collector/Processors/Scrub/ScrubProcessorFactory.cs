using System.Text.RegularExpressions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Scrub;

/// <summary>The scrub processor: replaces what matches, wherever a string can stand. Not part of otelcol.</summary>
internal sealed class ScrubProcessorFactory() : ProcessorFactory<ScrubSettings>("scrub")
{
    protected override ScrubSettings ReadSettings(ConfigReader reader)
    {
        var patterns = new List<ScrubPattern>();
        var sections = reader.Sections("patterns");
        foreach (var section in sections)
        {
            var pattern = section.String("pattern");
            var replacement = section.String("replacement", "****");
            section.Finish();
            if (pattern.Length == 0)
            {
                section.Error("needs a pattern");
            }
            else if (GoRegex.TryCompile(pattern, out var regex, out var error))
            {
                patterns.Add(new(regex, replacement));
            }
            else
            {
                section.Error(error, "pattern");
            }
        }

        var keys = ReadKeys(reader);
        if (sections.Count == 0 && keys.Count == 0)
        {
            reader.Error("missing required field \"patterns\": a list of pattern and replacement; or \"keys\"");
        }

        reader.Finish();
        return new(keys, patterns);
    }

    private static List<Regex> ReadKeys(ConfigReader reader)
    {
        var keys = new List<Regex>();
        foreach (var pattern in reader.Strings("keys"))
        {
            if (GoRegex.TryCompile(pattern, out var regex, out var error))
            {
                keys.Add(regex);
            }
            else
            {
                reader.Error(error, "keys");
            }
        }

        return keys;
    }

    protected override Processor Create(ScrubSettings settings, ComponentContext context, IConsumer next) => new ScrubProcessor(settings, context, next);
}
