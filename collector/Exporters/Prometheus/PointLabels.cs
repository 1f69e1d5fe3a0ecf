using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>The labels of the points of one scope: their own attributes, the scope's, the resource's job and instance.</summary>
internal sealed class PointLabels(PrometheusSettings settings, AttributeList resource, ScopeGroup group)
{
    private readonly Message _scope = group.Scope.Message;
    private readonly string _schemaUrl = System.Text.Encoding.UTF8.GetString(group.SchemaUrl.Span);

    /// <returns>The labels in text form; null where they cannot all be shown.</returns>
    public string? Format(Message point)
    {
        var labels = new LabelSet(settings.Names);
        foreach (var (key, value) in point.Attributes)
        {
            if (!IsTaken(key) || resource.IndexOf(key) < 0)
            {
                labels.Add(key, value.AsString());
            }
        }

        foreach (var (key, value) in resource)
        {
            if (IsTaken(key))
            {
                labels.Add(key, value.AsString());
            }
        }

        if (settings.TellsScope)
        {
            AddScope(labels);
        }

        TargetInfo.AddIdentity(labels, resource);
        foreach (var (name, value) in settings.ConstLabels)
        {
            labels.AddAsIs(name, value);
        }

        return labels.IsValid ? labels.Format() : null;
    }

    private void AddScope(LabelSet labels)
    {
        foreach (var (key, value) in _scope.Attributes)
        {
            labels.Add($"otel_scope_{key}", value.AsString());
        }

        labels.Add("otel_scope_name", _scope.Text(1));
        labels.Add("otel_scope_version", _scope.Text(2));
        labels.Add("otel_scope_schema_url", _schemaUrl);
    }

    // Whether an attribute of the resource becomes a label.
    private bool IsTaken(string key) => settings.TakesResource && !(settings.LeavesOutService && TargetInfo.IsOfService(key));
}
