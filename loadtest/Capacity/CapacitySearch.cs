namespace TracingReference.LoadTest.Capacity;

/// <summary>
/// Searches the highest rate that passes: grows until one does not, then halves the gap. A rate that does not pass is tried
/// once more before it counts as refused: a hiccup of the machine would otherwise be the end of the search.
/// </summary>
internal sealed class CapacitySearch
{
    private const int First = 50;
    private const double Growth = 1.5;
    private const double Tolerance = 0.05;
    private bool isSecondTry;

    /// <summary>The rate to try next.</summary>
    public int Rate { get; private set; } = First;

    /// <summary>The highest rate that passed; 0 where none did.</summary>
    public int Served { get; private set; }

    /// <summary>The lowest rate that did not pass; null where all did.</summary>
    public int? Refused { get; private set; }

    /// <summary>Whether the two are within 5%, or neighbours.</summary>
    public bool IsSettled => Refused - Served <= Math.Max(1, Served * Tolerance);

    /// <summary>Takes what the step of <see cref="Rate"/> showed.</summary>
    public void Note(bool passed)
    {
        isSecondTry = !passed && !isSecondTry;
        if (!isSecondTry)
        {
            (Served, Refused) = passed ? (Rate, Refused) : (Served, Rate);
            Rate = Refused is { } refused ? Served + ((refused - Served) / 2) : (int)Math.Ceiling(Rate * Growth);
        }
    }
}
