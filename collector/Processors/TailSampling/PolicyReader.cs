using TracingReference.Collector.Configuration;
using TracingReference.Collector.Processors.TailSampling.Policies;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// Reads policies. As upstream, `validate` checks only the form of their settings; what a policy makes of them is found when
/// the collector starts, and settings that stand under another policy's key have no effect.
/// </summary>
internal static class PolicyReader
{
    private static readonly string[] OfComposite = ["and"];
    private static readonly string[] OfAnd = ["not"];
    private static readonly string[] Nestings = ["and", "composite", "drop", "not"];

    public static IReadOnlyList<PolicySettings> ReadAll(ConfigReader reader)
    {
        var policies = new List<PolicySettings>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in reader.Sections("policies"))
        {
            var (name, type, create) = Read(section, Nestings, Nestings);
            if (name.Length == 0)
            {
                StartError(section, "policy name cannot be empty");
            }
            else if (!names.Add(name))
            {
                StartError(section, $"duplicate policy name \"{name}\"");
            }
            else
            {
                Try(section, name, create);
            }

            policies.Add(new(name, type == "drop", create));
        }

        return policies;
    }

    /// <summary>Whether a policy cannot judge spans while they come; false where it cannot be made at all.</summary>
    public static bool IsStateful(PolicySettings policy)
    {
        try
        {
            return policy.Create().IsStateful;
        }
        catch (PolicyException)
        {
            return false;
        }
    }

    public static void StartError(ConfigReader section, string message) => section.StartError(message);

    private static void Try(ConfigReader section, string name, Func<IPolicy> create)
    {
        try
        {
            create();
        }
        catch (PolicyException error)
        {
            StartError(section, $"policy evaluator for \"{name}\": {error.Message}");
        }
    }

    /// <param name="section">The policy.</param>
    /// <param name="keys">Which policies with others in them may have settings here.</param>
    /// <param name="types">Which of those may be this policy's type.</param>
    private static (string Name, string Type, Func<IPolicy> Create) Read(ConfigReader section, string[] keys, string[] types)
    {
        var name = section.String("name");
        var type = section.String("type");
        var creates = ReadSimple(section);
        foreach (var key in keys)
        {
            var create = ReadNesting(section, key);
            if (types.Contains(key))
            {
                creates[key] = create;
            }
        }

        section.Finish();
        return (name, type, creates.GetValueOrDefault(type) ?? (() => throw new PolicyException($"unknown sampling policy type {type}")));
    }

    private static Dictionary<string, Func<IPolicy>> ReadSimple(ConfigReader section) => new(StringComparer.Ordinal)
    {
        ["always_sample"] = () => new AlwaysSamplePolicy(),
        ["trace_flags"] = () => new TraceFlagsPolicy(),
        ["latency"] = Settings(section, "latency", static settings =>
        {
            var (threshold, upper) = (settings.Int("threshold_ms"), settings.Int("upper_threshold_ms"));
            return () => new LatencyPolicy(threshold, upper);
        }),
        ["numeric_attribute"] = Settings(section, "numeric_attribute", static settings =>
        {
            var (key, least, most, isInverted) = (settings.String("key"), settings.Int("min_value"), settings.Int("max_value"), settings.Bool("invert_match"));
            return () => new NumericAttributePolicy(key, least, most, isInverted);
        }),
        ["probabilistic"] = Settings(section, "probabilistic", static settings =>
        {
            var (percentage, salt) = (settings.Double("sampling_percentage"), settings.String("hash_salt"));
            return () => new ProbabilisticPolicy(percentage, salt);
        }),
        ["status_code"] = Settings(section, "status_code", static settings =>
        {
            var codes = settings.Strings("status_codes");
            return () => new StatusCodePolicy(codes);
        }),
        ["string_attribute"] = Settings(section, "string_attribute", static settings =>
        {
            var (key, values, isInverted) = (settings.String("key"), settings.Strings("values"), settings.Bool("invert_match"));
            var (isRegex, cacheSize) = (settings.Bool("enabled_regex_matching"), settings.Int32("cache_max_size"));
            return isRegex ? () => new RegexAttributePolicy(key, values, cacheSize, isInverted) : () => new StringAttributePolicy(key, values, isInverted);
        }),
        ["rate_limiting"] = Settings(section, "rate_limiting", static settings =>
        {
            var (perSecond, burst) = (settings.Int("spans_per_second"), settings.Int("burst_capacity"));
            return () => new LimitingPolicy(perSecond, burst, countsBytes: false);
        }),
        ["bytes_limiting"] = Settings(section, "bytes_limiting", static settings =>
        {
            var (perSecond, burst) = (settings.Int("bytes_per_second"), settings.Int("burst_capacity"));
            return () => new LimitingPolicy(perSecond, burst, countsBytes: true);
        }),
        ["span_count"] = Settings(section, "span_count", static settings =>
        {
            var (least, most) = (settings.Int32("min_spans"), settings.Int32("max_spans"));
            return () => new SpanCountPolicy(least, most);
        }),
        ["trace_state"] = Settings(section, "trace_state", static settings =>
        {
            var (key, values) = (settings.String("key"), settings.Strings("values"));
            return () => new TraceStatePolicy(key, values);
        }),
        ["boolean_attribute"] = Settings(section, "boolean_attribute", static settings =>
        {
            var (key, value, isInverted) = (settings.String("key"), settings.Bool("value"), settings.Bool("invert_match"));
            return () => new BooleanAttributePolicy(key, value, isInverted);
        }),
        ["ottl_condition"] = Settings(section, "ottl_condition", static settings =>
        {
            settings.String("error_mode");
            settings.Strings("span");
            settings.Strings("spanevent");
            return static () => throw new PolicyException("ottl_condition is not supported: this collector has no OTTL; string_attribute, numeric_attribute, boolean_attribute, status_code and their combinations are");
        }),
    };

    private static Func<IPolicy> ReadNesting(ConfigReader section, string key) => key switch
    {
        "and" => Settings(section, key, static settings => All(settings, "and_sub_policy", OfAnd, Decision.Sampled)),
        "drop" => Settings(section, key, static settings => All(settings, "drop_sub_policy", [], Decision.Dropped)),
        "not" => Settings(section, key, static settings => ReadNot(settings)),
        _ => Settings(section, key, static settings => ReadComposite(settings)),
    };

    private static Func<IPolicy> All(ConfigReader settings, string key, string[] types, Decision all)
    {
        var creates = settings.Sections(key).Select(section => Read(section, OfAnd, types).Create).ToList();
        return () => new AllPolicy([.. creates.Select(static create => create())], all);
    }

    private static Func<IPolicy> ReadNot(ConfigReader settings)
    {
        var create = Read(SectionOrNothing(settings, "not_sub_policy"), [], []).Create;
        return () => new NotPolicy(create());
    }

    private static Func<IPolicy> ReadComposite(ConfigReader settings)
    {
        var total = settings.Int("max_total_spans_per_second");
        settings.Strings("policy_order");
        var policies = settings.Sections("composite_sub_policy").Select(static section => Read(section, OfComposite, OfComposite)).ToList();
        var allocated = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var section in settings.Sections("rate_allocation"))
        {
            var (name, percent) = (section.String("policy"), section.Int("percent"));
            section.Finish();
            allocated[name] = (long)(percent > 0 ? percent / 100.0 * total : (double)total / policies.Count);
        }

        // A policy without an allocation gets nothing.
        return () => new CompositePolicy(total, [.. policies.Select(policy => (policy.Create(), allocated.GetValueOrDefault(policy.Name)))]);
    }

    private static Func<IPolicy> Settings(ConfigReader section, string key, Func<ConfigReader, Func<IPolicy>> read)
    {
        var settings = SectionOrNothing(section, key);
        var create = read(settings);
        settings.Finish();
        return create;
    }

    private static ConfigReader SectionOrNothing(ConfigReader section, string key) =>
        section.Section(key) ?? new(ConfigNode.Map(section.Position), section.PathOf(key), section.Findings);
}
