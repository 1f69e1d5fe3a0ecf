using System.Runtime.InteropServices;

namespace Embedded.Kafka;

/// <summary>Names of the requests that can be made to fail, and of the errors they can fail with.</summary>
internal static class RequestErrors
{
    /// <summary>Kafka's API keys (protocol guide, "Api Keys"), for the requests that the mock cluster can fail.</summary>
    public static readonly IReadOnlyDictionary<string, short> Apis = new Dictionary<string, short>(StringComparer.OrdinalIgnoreCase)
    {
        ["Produce"] = 0,
        ["Fetch"] = 1,
        ["ListOffsets"] = 2,
        ["Metadata"] = 3,
        ["OffsetCommit"] = 8,
        ["OffsetFetch"] = 9,
        ["FindCoordinator"] = 10,
        ["JoinGroup"] = 11,
        ["Heartbeat"] = 12,
        ["LeaveGroup"] = 13,
        ["SyncGroup"] = 14,
        ["InitProducerId"] = 22,
        ["ConsumerGroupHeartbeat"] = 68,
    };

    /// <summary>Error codes of Kafka by librdkafka's names, and _TRANSPORT, which closes the connection instead.</summary>
    public static IReadOnlyDictionary<string, int> Errors => _errors.Value;

    private static readonly Lazy<IReadOnlyDictionary<string, int>> _errors = new(ReadErrors);

    private const int Transport = -195;

    private static unsafe Dictionary<string, int> ReadErrors()
    {
        Librdkafka.GetErrorDescriptions(out var descriptions, out var count);
        var errors = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var error in new ReadOnlySpan<Librdkafka.ErrorDescription>(descriptions, (int)count))
        {
            // Negative codes are the client library's own and never come from a broker; 0 is no error.
            if ((error.Code > 0 || error.Code == Transport) && Marshal.PtrToStringUTF8(error.Name) is { } name)
            {
                errors[name] = error.Code;
            }
        }

        return errors;
    }
}
