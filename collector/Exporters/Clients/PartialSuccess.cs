using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Clients;

/// <summary>An export response's partial_success (1): the count of rejected items (1) and a message (2).</summary>
internal static class PartialSuccess
{
    /// <returns>What it says; null where everything was taken.</returns>
    /// <exception cref="WireFormatException">It is no export response.</exception>
    public static string? Read(ReadOnlySpan<byte> response)
    {
        string? found = null;
        var reader = new WireReader(response);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field != 1 || type != WireType.Bytes)
            {
                reader.Skip(type);
                continue;
            }

            var (rejected, message) = (0UL, "");
            var partial = new WireReader(reader.ReadBytes());
            while (!partial.AtEnd)
            {
                switch (partial.ReadTag())
                {
                    case (1, WireType.Varint): rejected = partial.ReadVarint(); break;
                    case (2, WireType.Bytes): message = Encoding.UTF8.GetString(partial.ReadBytes()); break;
                    case var (_, other): partial.Skip(other); break;
                }
            }

            found = rejected > 0 || message.Length > 0 ? $"{rejected} items rejected: {message}" : found;
        }

        return found;
    }
}
