using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Budgets;

/// <summary>Collects what is wrong in a file, each with its place, so that one run tells all of it.</summary>
internal sealed class BudgetFaults(string file, JsonPlaces places)
{
    private readonly List<string> faults = [];

    public void Add(string path, string fault) => faults.Add(Line(path, places.Line(path), fault));

    public void Check(bool isRight, string path, string fault)
    {
        if (!isRight)
        {
            Add(path, fault);
        }
    }

    /// <returns>Whether it is.</returns>
    public bool OneOf(string text, IEnumerable<string> known, string path, string what)
    {
        string[] names = [.. known];
        var isKnown = names.Contains(text, StringComparer.Ordinal);
        Check(isKnown, path, $"{what} must be one of {string.Join(", ", names)}, not '{text}'.{Nearest.Hint(text, names)}");
        return isKnown;
    }

    /// <summary>What stands at a path in the file.</summary>
    public string? Text(string path) => places.Text(path);

    public string Line(string path, long? line, string fault) => $"{file}{(line is null ? "" : $", line {line}")}, {path}: {fault}";

    /// <exception cref="LoadTestException">Something is wrong.</exception>
    public void Throw()
    {
        if (faults.Count > 0)
        {
            throw new LoadTestException(string.Join(Environment.NewLine, faults));
        }
    }
}
