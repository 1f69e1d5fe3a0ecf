namespace Embedded.Silo;

/// <summary>
/// Copies the values of one call, so that caller and grain share nothing that can change. What is referred to twice
/// is copied once, so the copy has the shape of the original, cycles included.
/// </summary>
public sealed class CopyContext : IDisposable
{
    private const int LinearLimit = 16;

    [ThreadStatic]
    private static CopyContext? t_idle;

    private readonly object[] _originals = new object[LinearLimit];
    private readonly object[] _copies = new object[LinearLimit];
    private Dictionary<object, object>? _more;
    private int _count;

    private CopyContext() { }

    /// <summary>Begins the copy of a call's values; dispose it when they are copied.</summary>
    public static CopyContext Begin()
    {
        var context = t_idle ?? new();
        t_idle = null;
        return context;
    }

    /// <summary>A copy of the value.</summary>
    public T Copy<T>(T value)
    {
        // Looked for first, so that a type that cannot be copied is refused also when there is no value.
        var copier = Copier<T>.Default;
        return value is null ? value : copier.Copy(value, this);
    }

    /// <summary>The copy that this object has already.</summary>
    internal bool TryGet<T>(T original, out T copy) where T : class
    {
        for (var i = 0; i < Math.Min(_count, LinearLimit); i++)
        {
            if (ReferenceEquals(_originals[i], original))
            {
                copy = (T)_copies[i];
                return true;
            }
        }

        object? known = null;
        _more?.TryGetValue(original, out known);
        copy = (T)known!;
        return known is not null;
    }

    /// <summary>Remembers the copy of an object, before its members are copied, as they may refer to it.</summary>
    internal T Add<T>(T original, T copy) where T : class
    {
        if (_count < LinearLimit)
        {
            _originals[_count] = original;
            _copies[_count] = copy;
        }
        else
        {
            _more ??= new(ReferenceEqualityComparer.Instance);
            _more[original] = copy;
        }

        _count++;
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.Clear(_originals, 0, Math.Min(_count, LinearLimit));
        Array.Clear(_copies, 0, Math.Min(_count, LinearLimit));
        _more = null;
        _count = 0;
        t_idle = this;
    }
}
