using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>target_info: one series for each resource that has both a job and an instance, with the rest of its resource as labels.</summary>
internal sealed class TargetInfo(NameTranslation names)
{
    private const int MaxTargets = 10_000;
    private readonly Dictionary<(string? Job, string? Instance), string> _shown = [];

    public SeriesFamily Family { get; } = new(names.Namespace.Length > 0 ? $"{names.Namespace}_target_info" : "target_info", SeriesType.Gauge, "Target metadata");

    /// <summary>Whether that attribute is one that job and instance are made of.</summary>
    public static bool IsOfService(string key) => key is "service.name" or "service.namespace" or "service.instance.id";

    /// <summary>job and instance, where the resource has what they are made of.</summary>
    public static void AddIdentity(LabelSet labels, AttributeList resource)
    {
        var (job, instance) = Identity(resource);
        if (job is not null)
        {
            labels.Add("job", job);
        }

        if (instance is not null)
        {
            labels.Add("instance", instance);
        }
    }

    public void Add(AttributeList resource, DateTimeOffset now)
    {
        var identity = Identity(resource);
        if (identity.Job is null || identity.Instance is null || (!_shown.ContainsKey(identity) && _shown.Count == MaxTargets))
        {
            return;
        }

        var labels = new LabelSet(names);
        foreach (var (key, value) in resource)
        {
            if (!IsOfService(key))
            {
                labels.Add(key, value.AsString());
            }
        }

        if (labels.IsEmpty || !labels.IsValid)
        {
            return;
        }

        AddIdentity(labels, resource);
        if (!labels.IsValid)
        {
            return;
        }

        var text = labels.Format();
        if (_shown.TryGetValue(identity, out var before) && before != text)
        {
            Family.Series.Remove(before);
        }

        _shown[identity] = text;
        Family.Series[text] = new(text, new() { Start = 0, Time = 0, Number = 1 }, now);
    }

    public void Expire(DateTimeOffset limit)
    {
        foreach (var (identity, text) in _shown.Where(shown => Family.Series[shown.Value].Updated < limit).ToList())
        {
            _shown.Remove(identity);
            Family.Series.Remove(text);
        }
    }

    private static (string? Job, string? Instance) Identity(AttributeList resource)
    {
        var name = resource["service.name"]?.AsString();
        var job = name is not null && resource["service.namespace"]?.AsString() is { Length: > 0 } space ? $"{space}/{name}" : name;
        return (job, resource["service.instance.id"]?.AsString());
    }
}
