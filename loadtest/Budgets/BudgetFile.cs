using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Budgets;

/// <summary>What budgets.json holds. A mistake in it is an error before anything is started: a budget that nobody measures is none.</summary>
/// <param name="Version">Of the format: 1.</param>
/// <param name="Budgets">The budgets of all commands.</param>
internal sealed partial record BudgetFile([property: JsonRequired] int Version, [property: JsonRequired] IReadOnlyList<Budget> Budgets)
{
    private const int KnownVersion = 1;

    private static readonly string[] Properties = [.. typeof(Budget).GetConstructors()[0].GetParameters().Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!))];
    private static readonly string[] Scales = ["relative", "absolute"];

    /// <summary>The file beside the program.</summary>
    public static string Default => Path.Combine(AppContext.BaseDirectory, "budgets.json");

    /// <exception cref="LoadTestException">It cannot be read, or something in it is wrong; the message names every mistake with its place.</exception>
    public static IReadOnlyList<Budget> Read(string path)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoadTestException($"The budgets cannot be read: {e.Message} Name another file with --budgets.", e);
        }

        if (json.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            json = json[Encoding.UTF8.Preamble.Length..];
        }

        return Parse(json, path);
    }

    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<Budget> Parse(byte[] json, string path)
    {
        if (Encoding.UTF8.GetString(json).AsSpan().Trim().IsEmpty)
        {
            throw new LoadTestException($"{path}: the file is empty; it must hold an object with \"version\": {KnownVersion} and \"budgets\": [...].");
        }

        var places = new JsonPlaces(json);
        try
        {
            // null is the only JSON that makes no file.
            var file = JsonSerializer.Deserialize(json, BudgetJson.Default.BudgetFile) ?? throw new JsonException("it is null", "$", 0, null);
            var faults = new BudgetFaults(path, places);
            faults.Check(file.Version == KnownVersion, "$.version", $"the version must be {KnownVersion}, not {file.Version}.");
            Check(file.Budgets, faults);
            faults.Throw();
            return file.Budgets;
        }
        catch (JsonException e)
        {
            throw new LoadTestException(new BudgetFaults(path, places).Line(e.Path ?? "$", e.LineNumber + 1, Explain(e, places)), e);
        }
    }

    private static void Check(IReadOnlyList<Budget> budgets, BudgetFaults faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < budgets.Count; i++)
        {
            var (budget, at) = (budgets[i], $"$.budgets[{i}]");
            if (budget is null)
            {
                faults.Add(at, "a budget must be an object, not null.");
                continue;
            }

            faults.Check(budget.Name.Length > 0, $"{at}.name", "a budget needs a name.");
            faults.Check(names.Add(budget.Name), $"{at}.name", $"another budget is called '{budget.Name}' already; every name must be its own.");
            faults.Check(budget.Why.Trim().Length > 0, $"{at}.why", "say in a sentence why, for who breaks it.");
            faults.Check(budget.AtMost is null != budget.AtLeast is null, at, $"exactly one of atMost and atLeast must be given, not {(budget.AtMost is null ? "neither" : "both")}.");
            CheckLimit(budget.AtMost, $"{at}.atMost", faults);
            CheckLimit(budget.AtLeast, $"{at}.atLeast", faults);
            CheckNames(budget, at, faults);
        }
    }

    private static void CheckLimit(double? limit, string at, BudgetFaults faults) =>
        faults.Check(limit is null or (>= 0 and < double.PositiveInfinity), at, $"a limit must be a finite number that is not negative, not {faults.Text(at)}.");

    private static void CheckNames(Budget budget, string at, BudgetFaults faults)
    {
        if (!faults.OneOf(budget.Command, BudgetedCommand.Every.Select(each => each.Name), $"{at}.command", "the command"))
        {
            return; // what else it may name depends on that
        }

        var command = BudgetedCommand.Every.Single(each => each.Name == budget.Command);
        faults.OneOf(budget.Arm, command.Arms, $"{at}.arm", $"the arm of {command.Name}");
        faults.Check(budget.Scale == BudgetScale.Absolute || command.IsRelative, $"{at}.scale", $"{command.Name} has no base arm, so its scale is absolute.");
        if (faults.OneOf(budget.Measure, command.Measures.Select(each => each.Name), $"{at}.measure", $"the measure of {command.Name}"))
        {
            faults.OneOf(budget.Service, command.Measures.Single(each => each.Name == budget.Measure).Services, $"{at}.service", $"the service of {budget.Measure}");
        }
    }

    // The serializer's words name .NET types; who edits the file has not seen them.
    private static string Explain(JsonException e, JsonPlaces places)
    {
        if (UnknownProperty().Match(e.Message) is { Success: true } unknown)
        {
            var name = unknown.Groups[1].Value;
            string[] known = (e.Path ?? "$").StartsWith("$.budgets", StringComparison.Ordinal) ? Properties : ["version", "budgets"];
            return $"'{name}' is no property of it; allowed are {string.Join(", ", known)}.{Nearest.Hint(name, known)}";
        }

        if (e.Path is { } path && path.EndsWith(".scale", StringComparison.Ordinal) && places.Text(path) is { } scale)
        {
            return $"the scale must be one of {string.Join(", ", Scales)}, not '{scale}'.{Nearest.Hint(scale, Scales)}";
        }

        var missing = MissingProperties().Match(e.Message);
        return missing.Success ? $"{missing.Groups[1].Value} is missing."
            : WrongType().IsMatch(e.Message) ? $"the value {(e.Path is { } at && places.Text(at) is { } text ? $"'{text}' " : "")}is of the wrong kind; the README of budgets is docs/overhead.md."
            : $"{Tail().Replace(e.Message, "")}";
    }

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped")]
    private static partial Regex UnknownProperty();

    [GeneratedRegex("missing required properties including: (.*?)\\.? ?(?:Path:.*)?$")]
    private static partial Regex MissingProperties();

    [GeneratedRegex("could not be converted to|doesn't allow setting null|doesn't allow null")]
    private static partial Regex WrongType();

    [GeneratedRegex(" ?(Path: .*)?(LineNumber: .*)$")]
    private static partial Regex Tail();
}
