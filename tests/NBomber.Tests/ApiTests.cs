using System.Reflection;
using System.Text.RegularExpressions;
using NBomber.Contracts;

namespace TracingReference.NBomber.Tests;

/// <summary>
/// What compiles against the stand-in must compile against NBomber. Its baseline was gathered from documents and open sources:
/// one line a member, or several members of a type with semicolons between; so names, types and parameters are looked for in it.
/// </summary>
public sealed partial class ApiTests
{
    // Of these, F# shows C# other shapes, which nobody here names.
    private static readonly string[] Accepted = ["NBomber.Contracts.LoadSimulation", "NBomber.Contracts.NBomberContext"];

    private static readonly ILookup<string, string> Baseline = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "baselines", "NBomber.txt"))
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split('\t'))
        .Where(columns => columns.Length > 1)
        .ToLookup(columns => Generic().Replace(columns[0], ""), columns => columns[1], StringComparer.Ordinal);

    public static TheoryData<string> Types => [.. typeof(IResponse).Assembly.GetExportedTypes().Select(Name).Where(name => !name.StartsWith("Embedded", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_public_member_is_one_of_NBombers(string name)
    {
        if (Accepted.Contains(name))
        {
            return;
        }

        var type = typeof(IResponse).Assembly.GetExportedTypes().Single(type => Name(type) == name);
        Assert.True(Baseline[name].Any(), $"NBomber has no {name}.");
        var text = string.Join(" ; ", Baseline[name]);
        string[] faults =
        [
            .. Members<PropertyInfo>(type).Where(property => !Regex.IsMatch(text, $@"\b{Regex.Escape(Written(property.PropertyType))} {property.Name}\b")).Select(property => $"{Written(property.PropertyType)} {property.Name}"),
            .. Members<FieldInfo>(type).Where(field => type.IsEnum && !Regex.IsMatch(text, $@"\b{field.Name} = {(int)field.GetRawConstantValue()!}\b")).Select(field => field.Name),
            .. Members<MethodInfo>(type).Where(method => !method.IsSpecialName && !Baseline[name].Any(line => IsIn(line, method))).Select(method => method.ToString()!),
        ];
        Assert.True(faults.Length == 0, $"{name}: NBomber has none of these, or with another type:\n{string.Join('\n', faults)}");
    }

    [Fact]
    public void What_NBomber_lacks_is_found()
    {
        Assert.False(IsIn("static ScenarioProps Create(string name, int other)", typeof(ApiTests).GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!));
        Assert.True(IsIn("static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run)", typeof(ApiTests).GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!));
    }

    private static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run) => throw new NotSupportedException(name + run);

    private static IEnumerable<T> Members<T>(Type type)
        where T : MemberInfo => type
        .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .OfType<T>()
        .Where(member => !IsOfTheCompiler(member));

    // What C# makes of a record, and what every object has.
    private static bool IsOfTheCompiler(MemberInfo member) =>
        member.Name is "value__" or "EqualityContract" or "ToString" or "Equals" or "GetHashCode" or "<Clone>$" or "Deconstruct";

    // A member that several overloads share a line with is written "Find(...)" there.
    private static bool IsIn(string line, MethodInfo method)
    {
        var parameters = string.Join(", ", method.GetParameters().Select(parameter => $"{Written(parameter.ParameterType)} {parameter.Name}"));
        var plain = Defaults().Replace(Modifiers().Replace(line, ""), "");
        return plain.Contains($"{method.Name}({parameters})", StringComparison.Ordinal)
            || (method.IsGenericMethod && plain.Contains($"{method.Name}<T>({parameters})", StringComparison.Ordinal))
            || (plain.Contains($"{method.Name}(...)", StringComparison.Ordinal) && method.GetParameters() is [var first, ..] && plain.Contains(Written(first.ParameterType), StringComparison.Ordinal));
    }

    private static string Name(Type type) => Generic().Replace($"{type.Namespace}.{type.Name}", "");

    private static string Written(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? $"{Written(inner)}?"
        : type.IsArray ? $"{Written(type.GetElementType()!)}[]"
        : type.IsGenericType ? $"{Generic().Replace(type.Name, "")}<{string.Join(", ", type.GetGenericArguments().Select(Written))}>"
        : type.Name switch
        {
            "String" => "string",
            "Int32" => "int",
            "Int64" => "long",
            "Double" => "double",
            "Boolean" => "bool",
            "Object" => "object",
            var name => name,
        };

    [GeneratedRegex("(`\\d+|<.*>)$")]
    private static partial Regex Generic();

    [GeneratedRegex(@"\b(this|params) ")]
    private static partial Regex Modifiers();

    [GeneratedRegex(" = [^,)]+")]
    private static partial Regex Defaults();
}
