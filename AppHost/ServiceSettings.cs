using System.Collections;
using System.Text.RegularExpressions;

namespace TracingReference.AppHost;

/// <summary>Variables that whoever starts the AppHost chooses for all services: they win over everything that it sets itself.</summary>
internal static partial class ServiceSettings
{
    /// <summary>OTEL_* and Section__Key. One name for all services would make one service of them, so that stays theirs.</summary>
    public static bool ReachesServices(string name) => name != "OTEL_SERVICE_NAME" && SettingName().IsMatch(name);

    /// <summary>Said last, so that it wins over what was said of the services until now; a test that takes over the builder has
    /// the very last word.</summary>
    public static IDistributedApplicationBuilder WithServiceSettings(this IDistributedApplicationBuilder builder)
    {
        var chosen = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(e => KeyValuePair.Create((string)e.Key, (string)e.Value!))
            .Where(e => ReachesServices(e.Key))
            .Concat(builder.Given<AppHostOptions>().Settings)
            .ToList();
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            service.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
            {
                foreach (var (name, value) in chosen)
                {
                    context.EnvironmentVariables[name] = value;
                }
            }));
        }

        return builder;
    }

    [GeneratedRegex("^(OTEL_.+|[A-Za-z][A-Za-z0-9]*(__[A-Za-z0-9_.]+)+)$")]
    private static partial Regex SettingName();
}
