namespace Embedded.Silo;

/// <summary>Hands on values that cannot change.</summary>
internal sealed class ShallowCopier<T> : Copier<T>
{
    internal override bool IsShallow => true;

    public override T Copy(T value, CopyContext context) => value;
}
