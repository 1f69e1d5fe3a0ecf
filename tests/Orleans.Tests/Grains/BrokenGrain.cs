namespace TracingReference.Orleans.Tests.Grains;

public interface IBrokenGrain : IGrainWithStringKey
{
    Task Hello();
}

public interface IBrokenConstructorGrain : IGrainWithStringKey
{
    Task Hello();
}

public interface IRestlessGrain : IGrainWithStringKey
{
    Task Hello();
}

/// <summary>Fails to activate as often as its key says.</summary>
public sealed class BrokenGrain(Diary diary) : Grain, IBrokenGrain
{
    private readonly int _attempt = diary.Begin();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (_attempt <= int.Parse(this.GetPrimaryKeyString()))
        {
            throw new InvalidDataException($"attempt {_attempt}");
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        diary.Write("deactivated");
        return Task.CompletedTask;
    }

    public Task Hello() => Task.CompletedTask;
}

public sealed class BrokenConstructorGrain : Grain, IBrokenConstructorGrain
{
    public BrokenConstructorGrain() => throw new InvalidDataException("constructor");

    public Task Hello() => Task.CompletedTask;
}

/// <summary>Ends whenever it begins, so that no call ever reaches it.</summary>
public sealed class RestlessGrain : Grain, IRestlessGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Hello() => Task.CompletedTask;
}
