namespace Embedded.Silo;

/// <summary>Looks for the copiers that an interface needs. Generated code names the types.</summary>
public sealed class CopierCheck
{
    private readonly HashSet<Type> _seen = [];

    /// <summary>Throws the silo's CodecNotFoundException unless values declared as <typeparamref name="T"/> can be copied.</summary>
    public CopierCheck Type<T>()
    {
        if (_seen.Add(typeof(T)))
        {
            Copier<T>.Default.Check(this);
        }

        return this;
    }
}
