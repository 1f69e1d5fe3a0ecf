namespace Embedded.Silo;

/// <summary>A call that is answered without a value. Generated code derives one class for each method.</summary>
public abstract class VoidCall(GrainMethod method) : ResultCall<bool>(method)
{
    private protected override void TakeResult(Task work) => work.GetAwaiter().GetResult();
}
