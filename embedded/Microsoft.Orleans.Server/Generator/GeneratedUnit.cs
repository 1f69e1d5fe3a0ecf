namespace Embedded.Silo.Generator;

/// <summary>What comes of one type. Made of values only, so that nothing is written again when nothing changed.</summary>
internal sealed record GeneratedUnit(string HintName, string? Source, string? Registration, EquatableList<Problem> Problems)
{
    /// <summary>Nothing but the reasons why.</summary>
    public static GeneratedUnit Refused(List<Problem> problems) => new("", null, null, new(problems));
}
