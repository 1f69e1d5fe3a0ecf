using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Embedded.Silo.Generator;

/// <summary>Something that is refused, and where it stands. Made of values, unlike a <see cref="Diagnostic"/>.</summary>
internal sealed record Problem(string Id, string Message, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Problem At(ISymbol symbol, string id, string message)
    {
        var location = symbol.Locations[0];
        return new(id, message, location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        new DiagnosticDescriptor(Id, "Refused by the stand-in for Orleans", "{0}", "Orleans", DiagnosticSeverity.Error, isEnabledByDefault: true),
        Location.Create(Path, Span, Lines),
        Message);
}
