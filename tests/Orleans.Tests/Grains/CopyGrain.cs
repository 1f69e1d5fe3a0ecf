namespace TracingReference.Orleans.Tests.Grains;

[GenerateSerializer]
public class Shape
{
    [Id(0)]
    public string Name { get; set; } = "";
}

[GenerateSerializer]
public sealed class Circle : Shape
{
    [Id(0)]
    public int Radius { get; set; }

    [Id(1)]
    public List<int> Points { get; set; } = [];
}

public sealed class Square : Shape
{
    public int Side { get; set; }
}

[GenerateSerializer]
public sealed class Node
{
    [Id(0)]
    public Node? Next;

    [Id(1)]
    public List<Node> All { get; set; } = [];
}

[GenerateSerializer]
public sealed class Hidden
{
    [Id(0)]
    private readonly List<int> _items = [];

    [NonSerialized]
    private string _left = "behind";

    public IReadOnlyList<int> Items => _items;

    public string Left
    {
        get => _left;
        set => _left = value;
    }

    public static Hidden With(params int[] items)
    {
        var hidden = new Hidden();
        hidden._items.AddRange(items);
        return hidden;
    }
}

[GenerateSerializer]
public sealed record Required
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required IReadOnlyDictionary<string, int[]> Values { get; init; }
}

[GenerateSerializer]
public record Animal(string Name, List<string> Sounds);

[GenerateSerializer]
public sealed record Dog(string Name, List<string> Sounds, [property: Id(0)] int Age) : Animal(Name, Sounds);

[GenerateSerializer]
public readonly record struct Point(int X, int Y);

[GenerateSerializer]
public struct Box
{
    [Id(0)]
    public List<int> Items;

    [Id(1)]
    public int Size { get; set; }
}

[GenerateSerializer]
public sealed class Pair<TFirst, TSecond> where TFirst : notnull
{
    [Id(0)]
    public required TFirst First { get; set; }

    [Id(1)]
    public List<TSecond> Second { get; set; } = [];
}

[Immutable]
[GenerateSerializer]
public sealed class Frozen
{
    [Id(0)]
    public List<int> Items { get; set; } = [];
}

public struct Plain
{
    public int A;
    public Guid B;
}

public sealed class Unmarked
{
    public int A { get; set; }
}

[GenerateSerializer]
public sealed class Outer
{
    [Id(0)]
    public Unmarked? Inner { get; set; }
}

public enum Colour
{
    Red,
    Green,
}

public interface ICopyGrain : IGrainWithStringKey
{
    Task<object?> Echo(object? value);

    Task<object?> EchoTwice(object first, object second);


    Task Hold(List<int> value);

    Task HoldImmutable([Immutable] List<int> value);

    Task<int> Held();

    Task<IReadOnlyList<int>> Ints(IEnumerable<int> values);

    Task<ISet<string>> Strings(IReadOnlySet<string> values);

    Task<Shape> Draw(Shape shape);

    Task<Point?> Move(Point? point);

    Task<Dictionary<string, Dog?>> Dogs(Dictionary<string, Dog?> dogs);

    Task<List<int>> Own();
}

public interface IUnmarkedGrain : IGrainWithStringKey
{
    Task Take(Unmarked value);
}

public interface INestedUnmarkedGrain : IGrainWithStringKey
{
    Task Take(Outer value);
}

public interface IUnmarkedResultGrain : IGrainWithStringKey
{
    Task<Unmarked> Give();
}

public sealed class CopyGrain : Grain, ICopyGrain
{
    private readonly List<int> _own = [1, 2, 3];

    private List<int> _held = [];

    public Task<object?> Echo(object? value) => Task.FromResult(value);

    public Task<object?> EchoTwice(object first, object second) => Task.FromResult<object?>(ReferenceEquals(first, second));

    public Task Hold(List<int> value)
    {
        _held = value;
        return Task.CompletedTask;
    }

    public Task HoldImmutable(List<int> value) => Hold(value);

    public Task<int> Held() => Task.FromResult(_held.Count);

    public Task<IReadOnlyList<int>> Ints(IEnumerable<int> values) => Task.FromResult<IReadOnlyList<int>>([.. values.Select(value => value * 2)]);

    public Task<ISet<string>> Strings(IReadOnlySet<string> values) => Task.FromResult<ISet<string>>(new SortedSet<string>(values));

    public Task<Shape> Draw(Shape shape) => Task.FromResult(shape);

    public Task<Point?> Move(Point? point) => Task.FromResult(point is { } from ? (Point?)new Point(from.X + 1, from.Y + 1) : null);

    public Task<Dictionary<string, Dog?>> Dogs(Dictionary<string, Dog?> dogs) => Task.FromResult(dogs);

    public Task<List<int>> Own() => Task.FromResult(_own);
}

public sealed class UnmarkedGrain : Grain, IUnmarkedGrain
{
    public Task Take(Unmarked value) => Task.CompletedTask;
}

public sealed class NestedUnmarkedGrain : Grain, INestedUnmarkedGrain
{
    public Task Take(Outer value) => Task.CompletedTask;
}

public sealed class UnmarkedResultGrain : Grain, IUnmarkedResultGrain
{
    public Task<Unmarked> Give() => Task.FromResult(new Unmarked());
}
