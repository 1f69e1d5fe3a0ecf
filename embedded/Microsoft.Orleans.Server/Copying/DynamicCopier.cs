namespace Embedded.Silo;

/// <summary>Copies values declared as an interface, an abstract class or object: by the type they turn out to have.</summary>
internal sealed class DynamicCopier<T> : Copier<T>
{
    public override T Copy(T value, CopyContext context) => (T)Copiers.ForRuntimeType(value!.GetType()).CopyObject(value, context);
}
