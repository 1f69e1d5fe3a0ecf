using Microsoft.Extensions.Configuration;
using TracingReference.Messages.Tracing;

namespace TracingReference.Messages;

/// <summary>Where Kafka is, and how its messages are traced.</summary>
/// <param name="Brokers">Host and port, from <c>ConnectionStrings:kafka</c>.</param>
/// <param name="TraceMode">From <c>Messaging:TraceMode</c>; parent by default.</param>
/// <param name="MaxConcurrency">How many messages are processed at once, from <c>Messaging:MaxConcurrency</c>.</param>
/// <param name="PropagateUnsampled">
/// Whether a message carries the context of a trace that is not sampled, from <c>Messaging:PropagateUnsampled</c>; true by default.
/// False is what instrumentation does that injects a span's context only where there is a span: consumers then begin traces of
/// their own, each sampled on its own, and baggage is lost. It is there to show and measure that.
/// </param>
public sealed record MessagingOptions(string Brokers, TraceMode TraceMode, int MaxConcurrency, bool PropagateUnsampled = true)
{
    /// <summary>The host of <see cref="Brokers"/>.</summary>
    public string Host => Brokers[..Brokers.LastIndexOf(':')];

    /// <summary>The port of <see cref="Brokers"/>.</summary>
    public int Port => int.Parse(Brokers[(Brokers.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="InvalidOperationException">A setting is absent or not allowed.</exception>
    public static MessagingOptions From(IConfiguration configuration)
    {
        var brokers = configuration.GetConnectionString("kafka");
        if (brokers?.Split(':') is not [{ Length: > 0 }, var port] || !ushort.TryParse(port, out _))
        {
            throw new InvalidOperationException($"ConnectionStrings__kafka is '{brokers}'; it must be host:port of a Kafka broker.");
        }

        var mode = configuration["Messaging:TraceMode"] ?? nameof(TraceMode.Parent);
        if (!Enum.TryParse<TraceMode>(mode, ignoreCase: true, out var traceMode) || !Enum.IsDefined(traceMode))
        {
            throw new InvalidOperationException($"Messaging__TraceMode is '{mode}'; it must be parent or link.");
        }

        var concurrency = configuration["Messaging:MaxConcurrency"] ?? "32";
        if (!int.TryParse(concurrency, out var max) || max is < 1 or > 1024)
        {
            throw new InvalidOperationException($"Messaging__MaxConcurrency is '{concurrency}'; it must be a number from 1 to 1024.");
        }

        var unsampled = configuration["Messaging:PropagateUnsampled"] ?? bool.TrueString;
        return bool.TryParse(unsampled, out var propagates)
            ? new MessagingOptions(brokers, traceMode, max, propagates)
            : throw new InvalidOperationException($"Messaging__PropagateUnsampled is '{unsampled}'; it must be true or false.");
    }
}
