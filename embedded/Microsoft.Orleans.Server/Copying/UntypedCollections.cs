using System.Collections;

namespace Embedded.Silo;

internal sealed class ArrayListCopier : AddingCopier<ArrayList, object?>
{
    protected override ArrayList Create(ArrayList from) => new(from.Count);

    protected override void Add(ArrayList to, object? item) => to.Add(item);

    protected override IEnumerable<object?> InOrder(ArrayList from) => from.Cast<object?>();
}

/// <summary>Copies arrays of several dimensions.</summary>
internal sealed class RectangularArrayCopier<TArray> : Copier<TArray> where TArray : class
{
    public override TArray Copy(TArray value, CopyContext context)
    {
        if (context.TryGet(value, out var known))
        {
            return known;
        }

        var from = (Array)(object)value;
        var to = (Array)from.Clone();
        context.Add(value, (TArray)(object)to);
        var elements = Copiers.ForDeclaredType(typeof(TArray).GetElementType()!);
        if (!elements.IsShallow && from.Length > 0)
        {
            var index = Enumerable.Range(0, to.Rank).Select(to.GetLowerBound).ToArray();
            do
            {
                if (from.GetValue(index) is { } element)
                {
                    to.SetValue(elements.CopyObject(element, context), index);
                }
            }
            while (Advance(to, index));
        }

        return (TArray)(object)to;
    }

    private static bool Advance(Array array, int[] index)
    {
        for (var dimension = array.Rank - 1; dimension >= 0; dimension--)
        {
            if (index[dimension]++ < array.GetUpperBound(dimension))
            {
                return true;
            }

            index[dimension] = array.GetLowerBound(dimension);
        }

        return false;
    }
}
