using System.Text;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Matching;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors.Scrub;

/// <summary>
/// Replaces what matches in every string of a batch. A part leaves as the bytes that came in only where every text in it was
/// seen to be clean; every other one is written anew, so that nothing leaves that was not looked at: not even fields that OTLP
/// did not have when this was written.
/// </summary>
internal sealed class ScrubProcessor : CountedProcessor
{
    private readonly MessageScrub _scrub;
    private readonly TextScrub _text;
    private readonly CleanParts _clean;
    private readonly OwnCounter _replaced;

    public ScrubProcessor(ScrubSettings settings, ComponentContext context, IConsumer next)
        : base(context, next)
    {
        _text = new(settings.Patterns);
        _scrub = new(_text, settings.Keys);
        _clean = new([.. settings.Patterns.Select(static pattern => pattern.Pattern)], settings.Keys);
        _replaced = context.Metrics.Counter("processor_scrub_replaced_strings", MetricsLevel.Basic, ("processor", context.Id.ToString()));
    }

    public override bool MutatesData => true;

    protected override void Process(Batch batch, int itemCount)
    {
        long replaced = 0;
        using var texts = new PartTexts(numbersAreText: false);
        for (var index = 0; index < batch.Resources.Count; index++)
        {
            var resource = batch.Resources[index] = new(batch.Resources[index].Resource, Scrubbed(batch.Resources[index].SchemaUrl, ref replaced))
            {
                Scopes = batch.Resources[index].Scopes,
            };
            replaced += Scrub(resource.Resource, texts);
            for (var inner = 0; inner < resource.Scopes.Count; inner++)
            {
                var scope = resource.Scopes[inner] = new(resource.Scopes[inner].Scope, Scrubbed(resource.Scopes[inner].SchemaUrl, ref replaced))
                {
                    Items = resource.Scopes[inner].Items,
                };
                replaced += Scrub(scope.Scope, texts);
                foreach (var item in scope.Items)
                {
                    replaced += Scrub(item, texts);
                }
            }
        }

        _replaced.Add(replaced);
    }

    private int Scrub(Part part, PartTexts texts) => _clean.Has(part, texts) ? 0 : _scrub.Apply(part.Edit());

    private ReadOnlyMemory<byte> Scrubbed(ReadOnlyMemory<byte> schemaUrl, ref long replaced)
    {
        if (schemaUrl.IsEmpty || !_text.Replace(Encoding.UTF8.GetString(schemaUrl.Span), out var changed))
        {
            return schemaUrl;
        }

        replaced++;
        return Encoding.UTF8.GetBytes(changed);
    }
}
