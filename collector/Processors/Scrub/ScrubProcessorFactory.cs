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

        if (sections.Count == 0)
        {
            reader.Error("missing required field \"patterns\": a list of pattern and replacement");
        }

        reader.Finish();
        return new(patterns);
    }

    protected override Processor Create(ScrubSettings settings, ComponentContext context, IConsumer next) => new ScrubProcessor(settings, context, next);
}
