using System.Runtime.InteropServices;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>Dimensions of one list of the configuration: those by name, then those by pattern.</summary>
internal sealed record DimensionList(Dimension[] Names, Glob[] Globs)
{
    /// <summary>The dimensions that a metric has without being asked for.</summary>
    private static readonly string[] Own = ["service.name", "span.kind", "status.code", "span.name", "collector.instance.id"];

    public bool IsEmpty => Names.Length == 0 && Globs.Length == 0;

    /// <summary>Reads a list, and notes what is wrong with it: an entry is a name, each of which stands once, or a pattern, which matches none of them.</summary>
    /// <param name="reader">The section it is in; null where there is none.</param>
    /// <param name="key">The list.</param>
    /// <param name="isUsed">Whether its metric is on; where it is not, upstream reads no more than the patterns.</param>
    public static DimensionList Read(ConfigReader? reader, string key, bool isUsed = true)
    {
        var (names, globs) = (new List<Dimension>(), new List<Glob>());
        foreach (var entry in reader?.Sections(key) ?? [])
        {
            var (name, pattern) = (entry.String("name"), entry.String("glob"));
            var fallback = entry.Has("default") ? entry.String("default") : null;
            entry.Finish();
            if (isUsed && (name.Length > 0) == (pattern.Length > 0))
            {
                entry.Error(name.Length > 0 ? "must set only one of `name` or `glob`" : "must set one of `name` or `glob`");
            }
            else if (pattern.Length == 0)
            {
                names.Add(new(name, fallback));
            }
            else if (isUsed && fallback is not null)
            {
                entry.Error("is not supported with `glob`", "default");
            }
            else if (ReadGlob(entry, pattern, isUsed) is { } glob)
            {
                globs.Add(glob);
            }
        }

        var list = new DimensionList([.. names], [.. globs]);
        if (isUsed && reader is not null)
        {
            list.Check(reader, key);
        }

        return list;
    }

    /// <summary>Adds a span's values, by name in the order of the list, then by pattern in the order of keys: the span's, and those that only the others have.</summary>
    /// <param name="span">The span's attributes.</param>
    /// <param name="occurrence">Those of one of its events; they stand before its resource's.</param>
    /// <param name="resource">Those of its resource.</param>
    /// <param name="found">Where they are added.</param>
    public void Find(AttributeSlices span, AttributeSlices occurrence, AttributeSlices resource, List<AttributeSlices.Slice> found)
    {
        foreach (var dimension in Names)
        {
            if (span.TryFind(dimension.Key.Span, out var value) || occurrence.TryFind(dimension.Key.Span, out value) || resource.TryFind(dimension.Key.Span, out value))
            {
                found.Add(new(dimension.Key, value));
            }
            else if (dimension.Default is { } fallback)
            {
                found.Add(new(dimension.Key, fallback));
            }
        }

        if (Globs.Length > 0)
        {
            var start = found.Count;
            AddMatches(span, [], found);
            Sort(found, start);
            start = found.Count;
            AddMatches(occurrence, [span], found);
            AddMatches(resource, [span, occurrence], found);
            Sort(found, start);
        }
    }

    private static void Sort(List<AttributeSlices.Slice> found, int start) =>
        CollectionsMarshal.AsSpan(found)[start..].Sort(AttributeSlices.Slice.ByKey);

    private static Glob? ReadGlob(ConfigReader entry, string pattern, bool isUsed)
    {
        try
        {
            return new(pattern);
        }
        catch (Exception error) when (error is FormatException or NotSupportedException)
        {
            var message = $"'{pattern}' is no pattern: {error.Message}";
            if (isUsed)
            {
                entry.Error(message, "glob");
            }
            else
            {
                entry.StartError(message, "glob");
            }

            return null;
        }
    }

    private void AddMatches(AttributeSlices from, ReadOnlySpan<AttributeSlices> before, List<AttributeSlices.Slice> found)
    {
        for (var index = 0; index < from.Count; index++)
        {
            if (IsMatch(from[index].Key.Span) && !IsIn(before, from[index].Key.Span))
            {
                found.Add(from[index]);
            }
        }
    }

    private static bool IsIn(ReadOnlySpan<AttributeSlices> lists, ReadOnlySpan<byte> key)
    {
        foreach (var list in lists)
        {
            if (list.TryFind(key, out _))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsMatch(ReadOnlySpan<byte> key)
    {
        foreach (var glob in Globs)
        {
            if (glob.IsMatch(key))
            {
                return true;
            }
        }

        return false;
    }

    private void Check(ConfigReader reader, string key)
    {
        var names = Names.Select(dimension => dimension.Name).Concat(Own).ToList();
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            reader.Error($"duplicate dimension name {twice.Key}", key);
        }

        foreach (var glob in Globs)
        {
            if (names.Find(glob.IsMatch) is { } name)
            {
                reader.Error($"duplicate dimension name {name}: the glob '{glob.Pattern}' matches it", key);
            }
        }
    }
}
