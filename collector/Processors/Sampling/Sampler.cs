using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>The rules of one mode: which randomness an item has, and which threshold it must pass.</summary>
internal sealed class Sampler
{
    private const float BucketsPerPercent = 0x4000 / 100f;
    private readonly ProbabilisticSamplerSettings _settings;
    private readonly double _ratio;
    private readonly Threshold _fixed;

    public Sampler(ProbabilisticSamplerSettings settings)
    {
        _settings = settings;
        var percentage = Math.Min(settings.Percentage, 100f);
        _ratio = Math.Max(percentage / 100.0, Threshold.MinProbability);
        var buckets = (uint)(percentage * BucketsPerPercent);
        _fixed = percentage == 0 || (settings.Mode == SamplerMode.HashSeed && buckets == 0) ? Threshold.Never
            : settings.Mode == SamplerMode.HashSeed ? new((ulong)(0x4000 - buckets) << 42)
            : Threshold.Of(_ratio, settings.Precision)!.Value;
    }

    private bool KeepsNone => _fixed == Threshold.Never;

    /// <summary>The threshold for an item that arrived with this one.</summary>
    public Threshold Decide(Threshold? arrived) => (_settings.Mode, KeepsNone) switch
    {
        (_, true) or (SamplerMode.HashSeed, _) => _fixed,
        (SamplerMode.Equalizing, _) => arrived is { } own && own.Value > _fixed.Value ? own : _fixed,
        _ => Threshold.Of((arrived?.Probability ?? 1) * _ratio, _settings.Precision) ?? Threshold.Never,
    };

    public Draw DrawSpan(TraceId id, string traceState)
    {
        var carrier = TraceState.Parse(traceState);
        if (KeepsNone)
        {
            return Unneeded(carrier);
        }

        if (_settings.Mode != SamplerMode.HashSeed)
        {
            return Consistent(id, carrier);
        }

        var hashed = Hash(id);
        if (carrier is null || carrier.Randomness is not null || carrier.Threshold is not null)
        {
            return (hashed ?? Draw.Missing(null)) with { IsValid = false };
        }

        var draw = (hashed ?? Draw.Missing(null)) with { Carrier = carrier };
        carrier.SetRandomness(draw.Randomness);
        return draw;
    }

    public Draw DrawLog(TraceId id, AttributeList attributes)
    {
        var carrier = LogSamplingCarrier.Parse(attributes);
        if (KeepsNone)
        {
            return Unneeded(carrier);
        }

        if (_settings.Mode != SamplerMode.HashSeed)
        {
            return Consistent(id, carrier);
        }

        var hashed = (_settings.UsesTraceId ? Hash(id) : null) ?? HashAttribute(attributes);
        if (carrier is null || carrier.Randomness is not null || carrier.Threshold is not null)
        {
            return (hashed ?? Draw.Missing(null)) with { IsValid = false };
        }

        if (hashed is { } draw)
        {
            carrier.SetRandomness(draw.Randomness);
            return draw with { Carrier = carrier };
        }

        return Draw.Missing(carrier);
    }

    // Whatever is kept then is kept by its priority.
    private static Draw Unneeded(ISamplingCarrier? carrier) => new(SamplingRandomness.Missing, "sampling_priority", carrier, carrier is not null);

    private static Draw Consistent(TraceId id, ISamplingCarrier? carrier) => carrier is null ? Draw.Missing(null)
        : carrier.Randomness is { } explicitRandomness ? new(explicitRandomness, "sampling_randomness", carrier, true)
        : id.IsEmpty ? Draw.Missing(carrier)
        : new(SamplingRandomness.Of(id), "trace_id_w3c", carrier, true);

    private Draw? Hash(TraceId id)
    {
        if (id.IsEmpty)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[TraceId.Size];
        id.Write(bytes);
        return new(SamplingRandomness.Hash(bytes, _settings.HashSeed), "trace_id_hash", null, true);
    }

    private Draw? HashAttribute(AttributeList attributes)
    {
        if (_settings.FromAttribute.Length == 0 || attributes[_settings.FromAttribute] is not { } value)
        {
            return null;
        }

        var content = value.Kind == ValueKind.Bytes ? value.Bytes : Encoding.UTF8.GetBytes(value.AsString());
        return content.IsEmpty ? null : new(SamplingRandomness.Hash(content, _settings.HashSeed), _settings.FromAttribute, null, true);
    }
}
