using System.Globalization;

namespace TracingReference.Defaults.Faults;

/// <summary>
/// Faults that a request asks for, in the form of the <c>x-fault</c> header: a comma-separated list of
/// <c>payment=decline</c>, <c>payment=error</c>, <c>payment=slow:MS</c>, <c>catalog=error</c>,
/// <c>db=slow:MS</c> and <c>publish=fail:N</c>.
/// </summary>
public sealed record FaultPlan
{
    /// <summary>The longest delay that may be asked for.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(60_000);

    /// <summary>The most publications that may be made to fail.</summary>
    public const int MaxPublishFailures = 10;

    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>The card provider declines.</summary>
    public bool PaymentDeclines { get; init; }

    /// <summary>The card provider answers 500.</summary>
    public bool PaymentFails { get; init; }

    /// <summary>How long the card provider waits before it answers.</summary>
    public TimeSpan PaymentDelay { get; init; }

    /// <summary>The catalog answers 503.</summary>
    public bool CatalogFails { get; init; }

    /// <summary>How much longer every statement of the order service takes.</summary>
    public TimeSpan DatabaseDelay { get; init; }

    /// <summary>How many of the first publications of the order fail.</summary>
    public int PublishFailures { get; init; }

    /// <summary>Reads a header's value; false, with what is wrong and what is allowed, where any part is unknown or out of range.</summary>
    public static bool TryParse(string text, out FaultPlan plan, out string error)
    {
        plan = None;
        error = "";
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            FaultPlan? next = part.Split('=', ':') switch
            {
                ["payment", "decline"] when Is(part, '=') => plan with { PaymentDeclines = true },
                ["payment", "error"] when Is(part, '=') => plan with { PaymentFails = true },
                ["payment", "slow", var ms] when Is(part, '=', ':') && Delay(ms) is { } delay => plan with { PaymentDelay = delay },
                ["catalog", "error"] when Is(part, '=') => plan with { CatalogFails = true },
                ["db", "slow", var ms] when Is(part, '=', ':') && Delay(ms) is { } delay => plan with { DatabaseDelay = delay },
                ["publish", "fail", var n] when Is(part, '=', ':') && Number(n, MaxPublishFailures) is { } count => plan with { PublishFailures = count },
                _ => null,
            };

            if (next is null)
            {
                plan = None;
                error = $"x-fault: '{part}' is not known. Allowed: payment=decline, payment=error, payment=slow:MS, catalog=error, "
                    + $"db=slow:MS, publish=fail:N; MS from 0 to {MaxDelay.TotalMilliseconds:0}, N from 0 to {MaxPublishFailures}.";
                return false;
            }

            plan = next;
        }

        return true;
    }

    private static bool Is(string part, params ReadOnlySpan<char> separators)
    {
        var at = 0;
        foreach (var character in part)
        {
            if (character is '=' or ':')
            {
                if (at == separators.Length || separators[at++] != character)
                {
                    return false;
                }
            }
        }

        return at == separators.Length;
    }

    private static TimeSpan? Delay(string text) =>
        Number(text, (int)MaxDelay.TotalMilliseconds) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    private static int? Number(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= max ? value : null;
}
