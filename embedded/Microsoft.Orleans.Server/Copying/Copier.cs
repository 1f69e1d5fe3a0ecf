namespace Embedded.Silo;

/// <summary>Copies the values of one type. Generated code derives from <see cref="ObjectCopier{T}"/> or <see cref="StructCopier{T}"/>.</summary>
public abstract class Copier
{
    private protected Copier() { }

    /// <summary>Whether values are their own copies, as nothing in them can change.</summary>
    internal virtual bool IsShallow => false;

    internal abstract object CopyObject(object value, CopyContext context);

    /// <summary>Looks for the copiers of the members' types, so that what is missing shows before the first call.</summary>
    protected internal virtual void Check(CopierCheck check) { }
}
