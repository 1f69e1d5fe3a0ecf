namespace Embedded.Silo.Generator;

/// <summary>What comes of one type. Made of values only, so that nothing is written again when nothing changed.</summary>
internal sealed record GeneratedUnit(string HintName, string? Source, string? Registration, EquatableList<Problem> Problems);
