using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace TracingReference.Defaults.Telemetry;

/// <summary>
/// The head sampler of every service: what <c>OTEL_TRACES_SAMPLER</c> names, with rules around it.
/// Only a request or a message begins a trace: health probes, idle polls and what has lost the way of an unsampled trace are
/// never sampled. A forced trace always is, and the decision of a caller whose format has no flag for it (B3) is honoured.
/// </summary>
/// <param name="configured">The sampler that decides where no rule applies.</param>
public sealed class HeadSampler(Sampler configured) : Sampler
{
    private static readonly SamplingResult Drop = new(SamplingDecision.Drop);
    private static readonly SamplingResult Forced = new(
        SamplingDecision.RecordAndSample,
        [new(BaggageKeys.ForceSample, "1")]);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters)
    {
        return parameters.Kind switch
        {
            ActivityKind.Server when parameters.ParentContext == default || parameters.ParentContext.IsRemote => Entry(parameters),
            ActivityKind.Consumer or ActivityKind.Producer when HasForceTag(parameters) => Forced,
            ActivityKind.Client or ActivityKind.Internal when parameters.ParentContext == default => Drop,
            _ => Inner(parameters),
        };
    }

    /// <summary>Reads the standard variables; an unknown name or a bad ratio is an error that says what is allowed.</summary>
    public static HeadSampler FromConfiguration(IConfiguration configuration)
    {
        const string parentBased = "parentbased_";
        var name = configuration["OTEL_TRACES_SAMPLER"] ?? "parentbased_always_on";
        var root = name.StartsWith(parentBased, StringComparison.Ordinal) ? name[parentBased.Length..] : name;
        Sampler sampler = root switch
        {
            "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => new TraceIdRatioBasedSampler(Ratio(configuration["OTEL_TRACES_SAMPLER_ARG"])),
            _ => throw new InvalidOperationException(
                $"OTEL_TRACES_SAMPLER is '{name}'; it must be always_on, always_off or traceidratio, each also with the prefix parentbased_."),
        };

        return new HeadSampler(root.Length == name.Length ? sampler : new ParentBasedSampler(sampler));
    }

    private static double Ratio(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 1.0;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? ratio
            : throw new InvalidOperationException($"OTEL_TRACES_SAMPLER_ARG is '{text}'; it must be a number from 0 to 1.");
    }

    private SamplingResult Entry(in SamplingParameters parameters)
    {
        // Asked last, as it looks through the attributes: most requests of a sampler that keeps few are dropped by then.
        var result = ByCaller(parameters);
        return result.Decision != SamplingDecision.Drop && (IsHealthProbe(parameters.Tags) || IsUnsampledGrainCall(parameters)) ? Drop : result;
    }

    private SamplingResult ByCaller(in SamplingParameters parameters)
    {
        return RemoteDecision.Take() switch
        {
            RemoteSampling.Forced => Forced,
            RemoteSampling.Accept => new SamplingResult(SamplingDecision.RecordAndSample),
            RemoteSampling.Deny => Drop,
            // The caller left the decision to us, so it is taken as for a root: by trace id, not by its flag.
            RemoteSampling.Deferred => configured.ShouldSample(new SamplingParameters(
                default, parameters.TraceId, parameters.Name, parameters.Kind, parameters.Tags, parameters.Links)),
            _ => configured.ShouldSample(parameters),
        };
    }

    private SamplingResult Inner(in SamplingParameters parameters)
    {
        var result = configured.ShouldSample(parameters);

        // Looked up only where a span would be lost: a sampler that is not parent-based may drop within a forced trace.
        return result.Decision == SamplingDecision.Drop && Activity.Current?.GetBaggageItem(BaggageKeys.ForceSample) == "1"
            ? Forced
            : result;
    }

    private static bool HasForceTag(in SamplingParameters parameters) =>
        parameters.Tags?.Any(tag => tag.Key == BaggageKeys.ForceSample) == true;

    // Orleans hands a sampled caller's context on to the grain, and nothing of an unsampled one. A grain is never called from
    // outside, so a call ({interface}/{method}) without a parent belongs to a trace that is not sampled: whole or absent.
    private static bool IsUnsampledGrainCall(in SamplingParameters parameters) =>
        parameters.ParentContext == default && parameters.Name.Contains('/', StringComparison.Ordinal);

    private static bool IsHealthProbe(IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        foreach (var tag in tags ?? [])
        {
            if (tag.Key == "url.path")
            {
                return tag.Value is string path && path.StartsWith("/health/", StringComparison.Ordinal);
            }
        }

        return false;
    }
}
