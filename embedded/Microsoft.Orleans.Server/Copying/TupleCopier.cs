using System.Runtime.CompilerServices;

namespace Embedded.Silo;

/// <summary>Copies tuples of any length, of both kinds, by their fields and constructor.</summary>
internal sealed class TupleCopier<T> : Copier<T> where T : ITuple
{
    private static readonly Copier[] s_parts = [.. typeof(T).GetGenericArguments().Select(Copiers.ForDeclaredType)];
    private static readonly bool s_isShallow = Array.TrueForAll(s_parts, part => part.IsShallow);

    internal override bool IsShallow => s_isShallow;

    public override T Copy(T value, CopyContext context)
    {
        if (s_isShallow)
        {
            return value;
        }

        var fields = new object?[s_parts.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            // The eighth field of a long tuple is the tuple of the rest.
            var field = i == 7 ? typeof(T).GetProperty("Rest")?.GetValue(value) ?? typeof(T).GetField("Rest")!.GetValue(value) : value[i];
            fields[i] = field is null ? null : s_parts[i].CopyObject(field, context);
        }

        return (T)Activator.CreateInstance(typeof(T), fields)!;
    }
}
