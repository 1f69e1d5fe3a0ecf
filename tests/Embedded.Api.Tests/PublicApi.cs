using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TracingReference.EmbeddedApi;

/// <summary>Reads the public surface of an assembly as the compiler sees it.</summary>
public static class PublicApi
{
    private static readonly string Folder = AppContext.BaseDirectory;

    // What a stand-in adds of its own lives here.
    private const string OwnNamespace = "Embedded";

    /// <summary>The stand-ins beside this test: the assemblies that the build named so.</summary>
    public static IEnumerable<string> StandIns => Directory.EnumerateFiles(Folder, "TracingReference.Embedded.*.dll")
        .Select(Path.GetFileNameWithoutExtension)
        .Where(name => name != typeof(PublicApi).Assembly.GetName().Name)
        .Order(StringComparer.Ordinal)!;

    /// <summary>All public and protected members of an assembly's types, but those of its own namespace, overrides and what the
    /// compiler adds.</summary>
    public static IReadOnlyList<ISymbol> Of(CSharpCompilation compilation, MetadataReference assembly)
    {
        var symbols = new List<ISymbol>();
        Gather(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(assembly)!).GlobalNamespace, symbols);
        return symbols;
    }

    /// <summary>A compilation that knows the assembly and everything beside this test.</summary>
    public static CSharpCompilation Reading(MetadataReference assembly, string name) => CSharpCompilation.Create(
        "reader",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != name)
            .Select(path => MetadataReference.CreateFromFile(path))
            .Append(assembly));

    private static void Gather(INamespaceOrTypeSymbol container, List<ISymbol> symbols)
    {
        foreach (var member in container.GetMembers())
        {
            switch (member)
            {
                case INamespaceSymbol { ContainingNamespace.IsGlobalNamespace: true, Name: OwnNamespace }:
                    break;
                case INamespaceSymbol space:
                    Gather(space, symbols);
                    break;
                case INamedTypeSymbol type when IsVisible(type):
                    symbols.Add(type);
                    if (type.TypeKind != TypeKind.Delegate)
                    {
                        Gather(type, symbols);
                    }

                    break;
                case not INamedTypeSymbol when IsVisible(member) && IsDeclared(member):
                    symbols.Add(member);
                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility
        is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    // Accessors are part of their property; the field of an enum's value and a struct's nameless constructor are nobody's choice.
    private static bool IsDeclared(ISymbol member) => !member.IsOverride && !member.IsImplicitlyDeclared
        && member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove }
        && !(member is IFieldSymbol field && field.Name == "value__");
}
