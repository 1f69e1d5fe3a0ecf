using System.Diagnostics;
using OpenTelemetry;

namespace TracingReference.Defaults.Telemetry;

/// <summary>
/// Sets <c>http.request.resend_count</c> on the client span of a retry, which the framework's own
/// instrumentation cannot know: the retry handler stands above it.
/// </summary>
internal sealed class ResendCountProcessor : BaseProcessor<Activity>
{
    private static readonly AsyncLocal<int> Resends = new();

    /// <summary>How many times the request that is about to be sent was sent before.</summary>
    public static int Current { set => Resends.Value = value; }

    /// <inheritdoc/>
    public override void OnStart(Activity data)
    {
        if (data.Source.Name == "System.Net.Http" && Resends.Value is > 0 and var count)
        {
            data.SetTag("http.request.resend_count", count);
        }
    }
}
