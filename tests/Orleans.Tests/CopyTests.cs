using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Numerics;
using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests;

public sealed class CopyTests
{
    public static TheoryData<string, object> Values() => new()
    {
        { "text", "text" },
        { "bool", true },
        { "int", 5 },
        { "double", 1.5 },
        { "decimal", 1.10m },
        { "enum", Colour.Green },
        { "Guid", Guid.NewGuid() },
        { "DateTime", DateTime.UtcNow },
        { "DateTimeOffset", DateTimeOffset.Now },
        { "TimeSpan", TimeSpan.FromTicks(7) },
        { "DateOnly", new DateOnly(2026, 8, 1) },
        { "Uri", new Uri("http://127.0.0.1/") },
        { "Version", new Version(1, 2) },
        { "BigInteger", BigInteger.Pow(2, 100) },
        { "IPAddress", IPAddress.Loopback },
        { "CultureInfo", CultureInfo.InvariantCulture },
        { "Type", typeof(CopyTests) },
        { "int[]", new[] { 1, 2 } },
        { "byte[]", new byte[] { 1, 2 } },
        { "string[]", new[] { "a", null } },
        { "jagged array", new int[][] { [1], [2, 3] } },
        { "rectangular array", new[,] { { 1, 2 }, { 3, 4 } } },
        { "array of objects", new object[] { 1, "a", new List<int> { 1 } } },
        { "List", new List<string?> { "a", null } },
        { "list of lists", new List<List<int>> { new() { 1 }, new() } },
        { "HashSet", new HashSet<int> { 1, 2 } },
        { "SortedSet", new SortedSet<int> { 2, 1 } },
        { "Queue", new Queue<int>([1, 2]) },
        { "Stack", new Stack<int>([1, 2, 3]) },
        { "ConcurrentQueue", new ConcurrentQueue<int>([1, 2]) },
        { "Collection", new Collection<int>([1, 2]) },
        { "ReadOnlyCollection", new ReadOnlyCollection<int>([1, 2]) },
        { "Dictionary", new Dictionary<string, int> { ["a"] = 1 } },
        { "SortedDictionary", new SortedDictionary<string, int> { ["b"] = 1, ["a"] = 2 } },
        { "SortedList", new SortedList<string, int> { ["b"] = 1, ["a"] = 2 } },
        { "ConcurrentDictionary", new ConcurrentDictionary<string, int> { ["a"] = 1 } },
        { "ReadOnlyDictionary", new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 }) },
        { "ArrayList", new ArrayList { 1, "a", null } },
        { "ImmutableArray", ImmutableArray.Create(1, 2) },
        { "ImmutableList", ImmutableList.Create("a") },
        { "ImmutableHashSet", ImmutableHashSet.Create(1) },
        { "ImmutableSortedSet", ImmutableSortedSet.Create(2, 1) },
        { "ImmutableQueue", ImmutableQueue.Create(1, 2) },
        { "ImmutableStack", ImmutableStack.Create(1, 2) },
        { "ImmutableDictionary", ImmutableDictionary<string, int>.Empty.Add("a", 1) },
        { "ImmutableSortedDictionary", ImmutableSortedDictionary<string, int>.Empty.Add("a", 1) },
        { "FrozenSet", new[] { 1, 2 }.ToFrozenSet() },
        { "FrozenDictionary", new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary() },
        { "immutable of mutable", ImmutableArray.Create(new List<int> { 1 }) },
        { "KeyValuePair", KeyValuePair.Create("a", new List<int> { 1 }) },
        { "Tuple", Tuple.Create(1, "a", new List<int> { 2 }) },
        { "ValueTuple", (1, "a", new List<int> { 2 }) },
        { "long ValueTuple", (1, 2, 3, 4, 5, 6, 7, 8, new List<int> { 9 }) },
        { "derived class", new Circle { Name = "c", Radius = 3, Points = [1, 2] } },
        { "members that are private", Hidden.With(1, 2) },
        { "members that are required", new Required { Name = "n", Values = new Dictionary<string, int[]> { ["a"] = [1] } } },
        { "derived record", new Dog("Rex", ["woof"], 4) },
        { "record struct", new Point(1, 2) },
        { "struct", new Box { Items = [1], Size = 2 } },
        { "unmarked struct of plain values", new Plain { A = 1, B = Guid.NewGuid() } },
        { "generic class", new Pair<string, Dog> { First = "f", Second = [new("Rex", [], 1)] } },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_arrives_and_comes_back_equal(string kind, object value)
    {
        await using var silo = await TestSilo.StartAsync();
        var echoed = await silo.Grains.GetGrain<ICopyGrain>("g").Echo(value);
        Assert.NotNull(kind);
        Assert.Equal(value.GetType(), echoed!.GetType());
        Assert.Equivalent(value, echoed, strict: true);
        Assert.Equal(InOrder(value), InOrder(echoed));
    }

    [Fact]
    public async Task Null_stays_null()
    {
        await using var silo = await TestSilo.StartAsync();
        Assert.Null(await silo.Grains.GetGrain<ICopyGrain>("g").Echo(null));
        Assert.Null(await silo.Grains.GetGrain<ICopyGrain>("g").Move(null));
    }

    [Fact]
    public async Task Caller_and_grain_share_nothing_that_can_change()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ICopyGrain>("g");
        var list = new List<int> { 1 };
        await grain.Hold(list);
        list.Add(2);
        Assert.Equal(1, await grain.Held());

        var own = await grain.Own();
        own.Clear();
        Assert.Equal([1, 2, 3], await grain.Own());
    }

    [Fact]
    public async Task What_is_marked_immutable_is_shared()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ICopyGrain>("g");
        var list = new List<int> { 1 };
        await grain.HoldImmutable(list);
        list.Add(2);
        Assert.Equal(2, await grain.Held());

        var frozen = new Frozen { Items = [1] };
        Assert.Same(frozen, await grain.Echo(frozen));
    }

    [Fact]
    public async Task Everything_inside_is_copied_too()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ICopyGrain>("g");
        foreach (var (value, inner) in new (object, Func<object, object>)[]
        {
            (new Circle(), value => ((Circle)value).Points),
            (new Dog("d", ["w"], 1), value => ((Dog)value).Sounds),
            (new Box { Items = [1] }, value => ((Box)value).Items),
            (ImmutableArray.Create(new List<int>()), value => ((ImmutableArray<List<int>>)value)[0]),
            (new Dictionary<string, List<int>> { ["a"] = [] }, value => ((Dictionary<string, List<int>>)value)["a"]),
            (new List<int>[,] { { [] } }, value => ((List<int>[,])value)[0, 0]),
            ((1, new List<int>()), value => (((int, List<int>))value).Item2),
            (new ReadOnlyCollection<List<int>>([[]]), value => ((ReadOnlyCollection<List<int>>)value)[0]),
        })
        {
            Assert.NotSame(inner(value), inner((await grain.Echo(value))!));
        }
    }

    [Fact]
    public async Task What_is_referred_to_twice_is_copied_once()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ICopyGrain>("g");
        var shared = new Circle();
        Assert.Equal(true, await grain.EchoTwice(shared, shared));
        var list = (List<Circle>)(await grain.Echo(new List<Circle> { shared, shared }))!;
        Assert.Same(list[0], list[1]);
    }

    [Fact]
    public async Task A_cycle_stays_a_cycle()
    {
        await using var silo = await TestSilo.StartAsync();
        var node = new Node();
        node.Next = new Node { Next = node };
        node.All.AddRange([node, node.Next]);
        var copy = (Node)(await silo.Grains.GetGrain<ICopyGrain>("g").Echo(node))!;
        Assert.NotSame(node, copy);
        Assert.Same(copy, copy.Next!.Next);
        Assert.Same(copy, copy.All[0]);

        var many = Enumerable.Range(0, 100).Select(_ => new Node()).ToList();
        many.ForEach(item => item.All = many);
        var copies = (List<Node>)(await silo.Grains.GetGrain<ICopyGrain>("g").Echo(many))!;
        Assert.All(copies, item => Assert.Same(copies, item.All));
    }

    [Fact]
    public async Task A_derived_object_stays_one()
    {
        await using var silo = await TestSilo.StartAsync();
        var circle = Assert.IsType<Circle>(await silo.Grains.GetGrain<ICopyGrain>("g").Draw(new Circle { Name = "c", Radius = 2 }));
        Assert.Equal(("c", 2), (circle.Name, circle.Radius));
    }

    [Fact]
    public async Task Collections_by_interface_are_copied_whatever_they_are()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ICopyGrain>("g");
        Assert.Equal([2, 4], await grain.Ints([1, 2]));
        Assert.Equal([4, 8], await grain.Ints(new[] { 1, 2 }.Select(value => value * 2)));
        Assert.Equal(["a", "b"], await grain.Strings(new HashSet<string> { "b", "a" }));
        var dogs = await grain.Dogs(new(StringComparer.OrdinalIgnoreCase) { ["Rex"] = new("Rex", [], 1), ["none"] = null });
        Assert.Equal("Rex", dogs["REX"]!.Name);
    }

    [Fact]
    public async Task A_member_that_is_not_serialized_stays_behind()
    {
        await using var silo = await TestSilo.StartAsync();
        var hidden = Hidden.With(1);
        hidden.Left = "changed";
        Assert.Equal("behind", ((Hidden)(await silo.Grains.GetGrain<ICopyGrain>("g").Echo(hidden))!).Left);
    }

    [Fact]
    public async Task An_argument_type_without_serializer_is_refused_with_the_reference()
    {
        await using var silo = await TestSilo.StartAsync();
        Refused(Assert.ThrowsAny<Exception>(() => silo.Grains.GetGrain<IUnmarkedGrain>("g")), nameof(Unmarked));
        Refused(Assert.ThrowsAny<Exception>(() => silo.Grains.GetGrain<INestedUnmarkedGrain>("g")), nameof(Unmarked));
    }

    [Fact]
    public async Task A_value_without_serializer_is_refused_before_it_is_sent()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ICopyGrain>("g");
        foreach (var value in new object[] { new Unmarked(), new LinkedList<int>(), new { A = 1 }, new MemoryStream(), (Action)(() => { }) })
        {
            Refused(Assert.ThrowsAny<Exception>(() => { _ = grain.Echo(value); }), "copier");
        }

        Refused(Assert.ThrowsAny<Exception>(() => { _ = grain.Draw(new Square()); }), nameof(Square));
    }

    [Fact]
    public async Task A_result_without_serializer_is_refused_to_the_caller()
    {
        await using var silo = await TestSilo.StartAsync();
        Refused(await Assert.ThrowsAnyAsync<Exception>(() => silo.Grains.GetGrain<IUnmarkedResultGrain>("g").Give().Patiently()), nameof(Unmarked));
    }

    /// <summary>As text, since equivalence does not look at the order of items.</summary>
    private static string InOrder(object value) => value is IEnumerable items and not string
        ? $"[{string.Join(", ", items.Cast<object?>().Select(item => item is null ? "null" : InOrder(item)))}]"
        : value.ToString()!;

    private static void Refused(Exception thrown, string why)
    {
        Assert.Equal("CodecNotFoundException", thrown.GetType().Name);
        Assert.Contains(why, thrown.Message);
    }
}
