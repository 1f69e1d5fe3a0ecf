using System.Text;

namespace TracingReference.Defaults.Telemetry;

/// <summary>Keeps the names of a query's parameters and hides their values, which may be anybody's secret.</summary>
internal static class QueryRedaction
{
    /// <summary>What stands in a value's place, as the HTTP conventions write it.</summary>
    private const string Redacted = "REDACTED";

    /// <param name="query">The query, with or without its question mark.</param>
    /// <returns>The query without question mark, every value replaced.</returns>
    public static string Redact(string query)
    {
        var result = new StringBuilder(query.Length);
        foreach (var part in query.AsSpan().TrimStart('?').ToString().Split('&'))
        {
            if (result.Length > 0)
            {
                result.Append('&');
            }

            var end = part.IndexOf('=', StringComparison.Ordinal);
            result.Append(end < 0 ? part : $"{part[..end]}={Redacted}");
        }

        return result.ToString();
    }
}
