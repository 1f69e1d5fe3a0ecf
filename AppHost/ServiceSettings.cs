using System.Collections;
using System.Text.RegularExpressions;

namespace TracingReference.AppHost;

/// <summary>Variables that whoever starts the AppHost chooses for all services: they win over everything that it sets itself.</summary>
internal static partial class ServiceSettings
{
    private const string Attributes = "OTEL_RESOURCE_ATTRIBUTES";

    /// <summary>OTEL_* and Section__Key. One name for all services would make one service of them, so that stays theirs.</summary>
    public static bool ReachesServices(string name) => name != "OTEL_SERVICE_NAME" && SettingName().IsMatch(name);

    /// <summary>Added last of all, so that it comes after what Program.cs and tests say of a service.</summary>
    public static void Apply(DistributedApplicationModel model, AppHostOptions options)
    {
        var chosen = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(e => KeyValuePair.Create((string)e.Key, (string)e.Value!))
            .Where(e => ReachesServices(e.Key))
            .Concat(options.Settings)
            .ToList();
        foreach (var service in model.Resources.OfType<ProjectResource>())
        {
            service.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
            {
                foreach (var (name, value) in chosen)
                {
                    context.EnvironmentVariables[name] =
                        name == Attributes && context.EnvironmentVariables.TryGetValue(Attributes, out var own) ? $"{own},{value}" : value;
                }
            }));
        }
    }

    [GeneratedRegex("^(OTEL_[A-Z0-9_]+|[A-Za-z][A-Za-z0-9]*(__[A-Za-z0-9_.]+)+)$")]
    private static partial Regex SettingName();
}
