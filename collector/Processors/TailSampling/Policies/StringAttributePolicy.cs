using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>
/// string_attribute: one of some texts. A value of another kind is the empty text. As upstream, empty texts of the
/// configuration match nothing, and a span's empty value is not looked at, but a resource's is.
/// </summary>
internal sealed class StringAttributePolicy(string key, IReadOnlyList<string> values, bool isInverted) : AttributePolicy(key, isInverted)
{
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _values = values
        .Where(value => value.Length > 0).Select(Encoding.UTF8.GetBytes).ToHashSet(BytesComparer.Instance)
        .GetAlternateLookup<ReadOnlySpan<byte>>();

    protected override bool Matches(ReadOnlySpan<byte> value, bool isOfSpan) => _values.Contains(AttributeBytes.String(value));
}
