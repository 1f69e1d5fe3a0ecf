namespace Embedded.Silo;

/// <summary>
/// Copies collections declared by an interface: by their own type if that can be copied; else, as with a LINQ query or a
/// collection expression, into the usual collection of that interface.
/// </summary>
internal sealed class InterfaceCollectionCopier<TInterface, T>(Func<IEnumerable<T>, TInterface> collect) : Copier<TInterface>
    where TInterface : class, IEnumerable<T>
{
    public override TInterface Copy(TInterface value, CopyContext context)
    {
        if (Copiers.TryFind(value.GetType()) is { } copier)
        {
            return (TInterface)copier.CopyObject(value, context);
        }

        return context.TryGet(value, out var copy) ? copy : context.Add(value, collect(value.Select(context.Copy)));
    }
}
