using System.Text;
using Microsoft.CodeAnalysis;

namespace Embedded.Silo.Generator;

/// <summary>A method of a grain interface, and the code that sends its calls.</summary>
internal sealed class MethodModel
{
    private const string Token = "System.Threading.CancellationToken";
    private readonly IMethodSymbol _method;
    private readonly string _callName;
    private readonly ITypeSymbol? _result;
    private readonly bool _isValueTask;

    private MethodModel(IMethodSymbol method, INamedTypeSymbol returned, int index)
    {
        (_method, _callName) = (method, $"Call{index}_{method.Name}");
        (_result, _isValueTask) = (returned.TypeArguments.FirstOrDefault(), returned.Name == "ValueTask");
    }

    /// <summary>The types of arguments that are copied, as far as they are known here.</summary>
    public IEnumerable<string> CopiedTypes => _method.Parameters
        .Where(static parameter => Copies(parameter) && !TypeParameters.IsIn(parameter.Type))
        .Select(static parameter => parameter.Type.WithNullableAnnotation(NullableAnnotation.None).InCode());

    private bool IsOneWay => _method.Has("Orleans.Concurrency.OneWayAttribute");

    private string Generics => TypeParameters.Names(_method.TypeParameters);

    public static MethodModel? Create(INamedTypeSymbol grainInterface, ISymbol member, int index, List<Problem> problems)
    {
        if (member.IsStatic || member is IMethodSymbol { MethodKind: not MethodKind.Ordinary })
        {
            return null;
        }

        if (member is not IMethodSymbol method)
        {
            problems.Add(Problem.At(member, "ORLEANS0008", $"{grainInterface.Name}.{member.Name}: a grain interface cannot have properties or events, as every call must be awaited."));
            return null;
        }

        if (method.ReturnType is not INamedTypeSymbol returned || !IsAwaited(returned))
        {
            problems.Add(Problem.At(method, "ORLEANS0009", $"{grainInterface.Name}.{method.Name} must return Task, Task<T>, ValueTask or ValueTask<T>, not {method.ReturnType.FullName()}."));
            return null;
        }

        if (method.Parameters.FirstOrDefault(static parameter => parameter.RefKind != RefKind.None) is { } byReference)
        {
            problems.Add(Problem.At(byReference, "ORLEANS0002", $"{grainInterface.Name}.{method.Name}: parameter {byReference.Name} cannot be passed by reference to a grain."));
            return null;
        }

        if (method.Parameters.Count(IsToken) > 1)
        {
            problems.Add(Problem.At(method, "ORLEANS0109", $"{grainInterface.Name}.{method.Name} can have one CancellationToken at most."));
            return null;
        }

        return new(method, returned, index);
    }

    public void Write(StringBuilder source)
    {
        var declared = string.Join(", ", _method.Parameters.Select(static parameter => $"{parameter.Type.InCode()} @{parameter.Name}"));
        var stored = string.Join(", ", _method.Parameters.Where(static parameter => !IsToken(parameter)).Select(static parameter => $"{parameter.Type.InCode()} @{parameter.Name}"));
        var sent = string.Join(", ", _method.Parameters.Where(static parameter => !IsToken(parameter)).Select(static parameter => Copies(parameter) ? $"__copies.Copy(@{parameter.Name})" : $"@{parameter.Name}"));
        var passed = string.Join(", ", _method.Parameters.Select(static parameter => IsToken(parameter) ? "Cancelled" : $"@{parameter.Name}"));
        var token = _method.Parameters.FirstOrDefault(IsToken) is { } cancellation ? $", @{cancellation.Name}" : "";
        var send = $"{(IsOneWay ? "SendOneWay" : "Send")}(new {_callName}{Generics}({sent}){token})";
        source.Append($$"""
                {{_method.ReturnType.InCode()}} {{_method.ContainingType.InCode()}}.@{{_method.Name}}{{Generics}}({{declared}})
                {
            {{(_method.Parameters.Any(Copies) ? "        using var __copies = global::Embedded.Silo.CopyContext.Begin();\n" : "")}}        return {{(_isValueTask ? $"new({send})" : send)}};
                }

                private static readonly global::Embedded.Silo.GrainMethod {{_callName}}Method = new({{Names()}}, {{Options()}}, {{Timeout()}});

                private sealed class {{_callName}}{{Generics}}({{stored}}) : global::Embedded.Silo.{{(_result is null ? "VoidCall" : $"ResultCall<{_result.InCode()}>")}}({{_callName}}Method){{TypeParameters.Constraints(_method.TypeParameters)}}
                {
                    protected override global::System.Threading.Tasks.Task Invoke(object grain) =>
                        (({{_method.ContainingType.InCode()}})grain).@{{_method.Name}}{{Generics}}({{passed}}){{(_isValueTask ? ".AsTask()" : "")}};
            {{ResultCopy()}}    }


            """);
    }

    private static bool IsAwaited(INamedTypeSymbol type) =>
        type.Name is "Task" or "ValueTask" && type.Arity <= 1 && type.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";

    private static bool IsToken(IParameterSymbol parameter) => parameter.Type.FullName() == Token;

    private static bool Copies(IParameterSymbol parameter) =>
        !parameter.Has("Orleans.ImmutableAttribute") && !Mutability.IsImmutable(parameter.Type);

    private string ResultCopy() => _result is null || Mutability.IsImmutable(_result)
        ? ""
        : $$"""

                    protected override {{_result.InCode()}} Copy({{_result.InCode()}} result)
                    {
                        using var copies = global::Embedded.Silo.CopyContext.Begin();
                        return copies.Copy(result);
                    }

            """;

    // As Orleans has them: the interface is the one that declares the method.
    private string Names()
    {
        var declaring = _method.ContainingType.FullName();
        var @namespace = _method.ContainingNamespace.IsGlobalNamespace ? "" : $"{_method.ContainingNamespace.ToDisplayString()}.";
        return $"\"{@namespace}\", \"{declaring.Substring(@namespace.Length)}\", \"{_method.Name}{Generics}\"";
    }

    private string Options()
    {
        var options = new[] { "OneWay", "ReadOnly", "AlwaysInterleave" }
            .Where(option => _method.Has($"Orleans.Concurrency.{option}Attribute"))
            .Select(static option => $"global::Embedded.Silo.GrainMethodOptions.{option}");
        return string.Join(" | ", options) is { Length: > 0 } some ? some : "default";
    }

    private string Timeout() => _method.GetAttributes().Concat(_method.ContainingType.GetAttributes())
        .FirstOrDefault(static data => data.AttributeClass?.FullName() == "Orleans.ResponseTimeoutAttribute") is { } attribute
            ? $"\"{attribute.ConstructorArguments[0].Value}\""
            : "null";
}
