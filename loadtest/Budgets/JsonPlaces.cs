using System.Globalization;
using System.Text.Json;

namespace TracingReference.LoadTest.Budgets;

/// <summary>The line of every value of a JSON text by its path, such as <c>$.budgets[2].measure</c>.</summary>
internal sealed class JsonPlaces
{
    private readonly Dictionary<string, (int Line, string? Text)> places = new(StringComparer.Ordinal);

    /// <summary>Reads as far as it is JSON.</summary>
    public JsonPlaces(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var paths = new Stack<(string Path, int Next)>();
        var property = "";
        var (line, counted) = (1, 0);
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                line += json[counted..start].Count((byte)'\n');
                counted = start;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        property = reader.GetString()!;
                        break;
                    case JsonTokenType.EndArray or JsonTokenType.EndObject:
                        paths.Pop();
                        break;
                    default:
                        var path = PathOf(paths, property);
                        var isContainer = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
                        places[path] = (line, isContainer ? null : Text(ref reader));
                        if (isContainer)
                        {
                            paths.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                        }

                        break;
                }
            }
        }
        catch (JsonException)
        {
            // Who deserializes it is told by the exception there.
        }
    }

    /// <summary>The line, from 1, of a value or of the nearest one around it; null where there is none.</summary>
    public int? Line(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
        {
            if (places.TryGetValue(at, out var place))
            {
                return place.Line;
            }
        }

        return null;
    }

    /// <summary>What stands there; null for objects, arrays and null.</summary>
    public string? Text(string path) => places.GetValueOrDefault(path).Text;

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
    };

    private static string PathOf(Stack<(string Path, int Next)> paths, string property)
    {
        if (!paths.TryPop(out var parent))
        {
            return "$";
        }

        paths.Push(parent with { Next = parent.Next < 0 ? -1 : parent.Next + 1 });
        return parent.Next < 0
            ? $"{parent.Path}.{property}"
            : string.Create(CultureInfo.InvariantCulture, $"{parent.Path}[{parent.Next}]");
    }
}
