using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>A member that travels, and how generated code reaches it whatever its accessibility.</summary>
internal sealed class MemberModel(ISymbol member, ITypeSymbol type, string? field, int index)
{
    private const string Accessor = "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.";

    public string Type { get; } = type.InCode();

    public bool IsCopied { get; } = !Mutability.IsImmutable(type) && !member.Has("Orleans.ImmutableAttribute");

    public static IEnumerable<MemberModel> Of(INamedTypeSymbol type, List<Problem> problems)
    {
        var index = 0;
        foreach (var member in type.GetMembers().Where(static member => !member.IsStatic && !member.IsImplicitlyDeclared || member is IPropertySymbol { IsStatic: false }))
        {
            if (member is IFieldSymbol { AssociatedSymbol: null } field)
            {
                if (Travels(type, field, isPositional: false, problems))
                {
                    yield return new(field, field.Type, field.Name, index++);
                }
            }
            else if (member is IPropertySymbol { IsIndexer: false } property && property.Name != "EqualityContract")
            {
                var backing = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.AssociatedSymbol, property));
                var isPositional = type.IsRecord && property.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax);
                if (!Travels(type, property, isPositional, problems, backing))
                {
                    continue;
                }

                if (backing is null && (property.GetMethod is null || property.SetMethod is null))
                {
                    problems.Add(Problem.At(property, "EMBEDDED0003", $"{type.Name}.{property.Name} has an [Id], so it needs a getter and a setter, or a field of its own."));
                    continue;
                }

                yield return new(property, property.Type, backing?.Name, index++);
            }
        }
    }

    /// <summary>The statement that copies the member.</summary>
    public string Copy(string self)
    {
        var value = field is null ? $"Get{index}({self}from)" : $"Field{index}({self}from)";
        var copy = IsCopied ? $"context.Copy({value})" : value;
        return field is null ? $"Set{index}({self}to, {copy});" : $"Field{index}({self}to) = {copy};";
    }

    /// <summary>The declarations by which the member is reached.</summary>
    public string Access(string target) => field is not null
        ? $"{Accessor}Field, Name = \"{field}\")]\n    private static extern ref {Type} Field{index}({target} target);"
        : $"""
            {Accessor}Method, Name = "get_{member.Name}")]
                private static extern {Type} Get{index}({target} target);

                {Accessor}Method, Name = "set_{member.Name}")]
                private static extern void Set{index}({target} target, {Type} value);
            """;

    private static bool Travels(INamedTypeSymbol type, ISymbol member, bool isPositional, List<Problem> problems, IFieldSymbol? backing = null)
    {
        if (isPositional || member.Has("Orleans.IdAttribute"))
        {
            return true;
        }

        var isStored = member is IFieldSymbol || backing is not null;
        if (isStored && !member.Has("System.NonSerializedAttribute") && backing?.Has("System.NonSerializedAttribute") != true)
        {
            problems.Add(Problem.At(member, "ORLEANS0004", $"Add missing serialization attributes: {type.Name} has [GenerateSerializer], so {member.Name} needs [Id(n)] to travel, or [NonSerialized] to stay behind."));
        }

        return false;
    }
}
