namespace TracingReference.Orleans.Tests.Grains;

public interface IPlaceGrain : IGrainWithStringKey
{
    Task<string> Where();
}

public interface INumberedGrain : IGrainWithIntegerKey
{
    Task<long> Number();

    ValueTask<string> Id();
}

public interface IUniqueGrain : IGrainWithGuidKey
{
    Task<Guid> Unique();

    Task<INumberedGrain> Neighbour(long number);

    Task<IUniqueGrain> Self();
}

public interface IUnservedGrain : IGrainWithStringKey
{
    Task Nothing();
}

public interface ISharedGrain : IGrainWithStringKey
{
    Task<string> Who();
}

public interface IBaseGrain : IGrainWithStringKey
{
    Task<string> Inherited();
}

public interface IDerivedGrain : IBaseGrain
{
    Task<string> Own(int first, string second = "default");

    Task<string> Own(string first);

    Task<string> Generic<T>(T value);
}

public sealed class PlaceGrain : Grain, IPlaceGrain
{
    public Task<string> Where() => Task.FromResult($"{this.GetPrimaryKeyString()} {this.GetGrainId()} {IdentityString}");
}

public sealed class NumberedGrain : Grain, INumberedGrain
{
    public Task<long> Number() => Task.FromResult(this.GetPrimaryKeyLong());

    public ValueTask<string> Id() => new(this.GetGrainId().ToString());
}

[GrainType("one-of-a-kind")]
public sealed class UniqueGrain : Grain, IUniqueGrain
{
    public Task<Guid> Unique() => Task.FromResult(this.GetPrimaryKey());

    public Task<INumberedGrain> Neighbour(long number) => Task.FromResult(GrainFactory.GetGrain<INumberedGrain>(number));

    public Task<IUniqueGrain> Self() => Task.FromResult<IUniqueGrain>(this);
}

public sealed class FirstSharedGrain : Grain, ISharedGrain
{
    public Task<string> Who() => Task.FromResult("first");
}

public sealed class SecondSharedGrain : Grain, ISharedGrain
{
    public Task<string> Who() => Task.FromResult("second");
}

public sealed class DerivedGrain : Grain, IDerivedGrain
{
    public Task<string> Inherited() => Task.FromResult("inherited");

    public Task<string> Own(int first, string second) => Task.FromResult($"{first} {second}");

    public Task<string> Own(string first) => Task.FromResult(first);

    public Task<string> Generic<T>(T value) => Task.FromResult($"{typeof(T).Name} {value}");
}
