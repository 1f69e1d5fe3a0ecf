using System.Text;
using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>A method of a grain interface, and the code that sends its calls.</summary>
internal sealed class MethodModel
{
    private readonly IMethodSymbol _method;
    private readonly string _interfaceName;
    private readonly string _callName;
    private readonly string _returnType;
    private readonly ITypeSymbol? _result;

    private MethodModel(INamedTypeSymbol grainInterface, IMethodSymbol method, int index, ITypeSymbol? result)
    {
        (_method, _interfaceName, _callName, _result) = (method, grainInterface.Name, $"Call{index}_{method.Name}", result);
        _returnType = ((INamedTypeSymbol)method.ReturnType).ConstructedFrom.FullName();
    }

    private bool IsOneWay => _method.Has("Orleans.Concurrency.OneWayAttribute");

    private string Generics => _method.IsGenericMethod ? $"<{string.Join(", ", _method.TypeParameters.Select(static parameter => parameter.Name))}>" : "";

    public static MethodModel? Create(INamedTypeSymbol grainInterface, ISymbol member, int index, List<Problem> problems)
    {
        if (member.IsStatic || member is IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove })
        {
            return null;
        }

        if (member is not IMethodSymbol method)
        {
            problems.Add(Problem.At(member, "ORLEANS0008", $"{grainInterface.Name}.{member.Name}: a grain interface cannot have properties or events, as every call must be awaited."));
            return null;
        }

        if (method.ReturnType is not INamedTypeSymbol returned || !IsAwaited(returned.ConstructedFrom.FullName()))
        {
            problems.Add(Problem.At(method, "ORLEANS0009", $"{grainInterface.Name}.{method.Name} must return Task, Task<T>, ValueTask or ValueTask<T>, not {method.ReturnType.FullName()}."));
            return null;
        }

        if (method.Parameters.FirstOrDefault(static parameter => parameter.RefKind != RefKind.None) is { } byReference)
        {
            problems.Add(Problem.At(byReference, "ORLEANS0002", $"{grainInterface.Name}.{method.Name}: parameter {byReference.Name} cannot be passed by reference to a grain."));
            return null;
        }

        return new(grainInterface, method, index, returned.TypeArguments.FirstOrDefault());
    }

    public void Write(StringBuilder source)
    {
        var declared = string.Join(", ", _method.Parameters.Select(static parameter => $"{parameter.Type.InCode()} @{parameter.Name}"));
        var copied = _method.Parameters.Any(Copies);
        var arguments = string.Join(", ", _method.Parameters.Select(parameter => Copies(parameter) ? $"__copies.Copy(@{parameter.Name})" : $"@{parameter.Name}"));
        var call = $"{(IsOneWay ? "SendOneWay" : "Send")}(new {_callName}{Generics}({arguments}))";
        source.Append($$"""
                {{_method.ReturnType.InCode()}} {{_method.ContainingType.InCode()}}.{{_method.Name}}{{Generics}}({{declared}})
                {
                    {{(copied ? "using var __copies = global::Embedded.Silo.CopyContext.Begin();" : "")}}
                    return {{(_returnType.StartsWith("System.Threading.Tasks.ValueTask") ? $"new({call})" : call)}};
                }

                private sealed class {{_callName}}{{Generics}}({{declared}}) : global::Embedded.Silo.{{(_result is null ? "VoidCall" : $"ResultCall<{_result.InCode()}>")}}({{_callName}}Method){{Constraints()}}
                {
                    protected override global::System.Threading.Tasks.Task Invoke(object grain) =>
                        (({{_method.ContainingType.InCode()}})grain).{{_method.Name}}{{Generics}}({{string.Join(", ", _method.Parameters.Select(static parameter => $"@{parameter.Name}"))}}){{(_returnType.StartsWith("System.Threading.Tasks.ValueTask") ? ".AsTask()" : "")}};
            {{ResultCopy()}}
                }

                private static readonly global::Embedded.Silo.GrainMethod {{_callName}}Method = new("{{_interfaceName}}", "{{_method.Name}}", {{Options()}}, {{Timeout()}});


            """);
    }

    private static bool IsAwaited(string type) => type is
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task<TResult>" or
        "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask<TResult>";

    private static bool Copies(IParameterSymbol parameter) =>
        !parameter.Has("Orleans.ImmutableAttribute") && !Mutability.IsImmutable(parameter.Type);

    private string ResultCopy() => _result is null || _method.GetReturnTypeAttributes().Has("Orleans.ImmutableAttribute") || Mutability.IsImmutable(_result)
        ? ""
        : $$"""

                    protected override {{_result.InCode()}} Copy({{_result.InCode()}} result)
                    {
                        using var copies = global::Embedded.Silo.CopyContext.Begin();
                        return copies.Copy(result);
                    }
            """;

    private string Options()
    {
        var options = new List<string>();
        foreach (var option in new[] { "OneWay", "ReadOnly", "AlwaysInterleave" })
        {
            if (_method.Has($"Orleans.Concurrency.{option}Attribute"))
            {
                options.Add($"global::Embedded.Silo.GrainMethodOptions.{option}");
            }
        }

        return options.Count == 0 ? "default" : string.Join(" | ", options);
    }

    private string Timeout()
    {
        var attribute = _method.GetAttributes().Concat(_method.ContainingType.GetAttributes())
            .FirstOrDefault(static data => data.AttributeClass?.FullName() == "Orleans.ResponseTimeoutAttribute");
        return attribute is null ? "null" : $"\"{attribute.ConstructorArguments[0].Value}\"";
    }

    private string Constraints()
    {
        var clauses = new StringBuilder();
        foreach (var parameter in _method.TypeParameters)
        {
            var constraints = new List<string>();
            if (parameter.HasUnmanagedTypeConstraint)
            {
                constraints.Add("unmanaged");
            }
            else if (parameter.HasValueTypeConstraint)
            {
                constraints.Add("struct");
            }
            else if (parameter.HasReferenceTypeConstraint)
            {
                constraints.Add("class");
            }
            else if (parameter.HasNotNullConstraint)
            {
                constraints.Add("notnull");
            }

            constraints.AddRange(parameter.ConstraintTypes.Select(static type => type.InCode()));
            if (parameter.HasConstructorConstraint)
            {
                constraints.Add("new()");
            }

            if (constraints.Count > 0)
            {
                clauses.Append($" where {parameter.Name} : {string.Join(", ", constraints)}");
            }
        }

        return clauses.ToString();
    }
}
