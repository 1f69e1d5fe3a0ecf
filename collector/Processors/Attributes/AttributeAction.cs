using System.Text.RegularExpressions;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>One action of the attributes and resource processors (upstream's internal/coreinternal/attraction).</summary>
/// <param name="Kind">action: what to do.</param>
/// <param name="Key">key: the attribute; may be empty where delete and hash have a pattern.</param>
/// <param name="Value">value: a fixed value.</param>
/// <param name="FromAttribute">from_attribute: the attribute whose value is taken; without it nothing happens.</param>
/// <param name="FromContext">from_context: the name of what is taken, without its prefix; the values of a header are joined with ';'.</param>
/// <param name="Source">What from_context names.</param>
/// <param name="DefaultValue">default_value: taken where the attribute or the header is not there.</param>
/// <param name="Pattern">pattern: for delete and hash matched against keys, for extract against the value.</param>
/// <param name="ConvertedType">converted_type: string, int or double.</param>
internal sealed record AttributeAction(
    AttributeActionKind Kind, string Key, AnyValue? Value, string FromAttribute, string FromContext, ContextSource Source, AnyValue? DefaultValue, Regex? Pattern, string ConvertedType);
