using Orleans;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>Hands on references to grains; a grain that passes itself is replaced by a reference to it.</summary>
internal sealed class GrainReferenceCopier<T> : Copier<T> where T : IAddressable
{
    public override T Copy(T value, CopyContext context) => value is GrainReference ? value : value.AsReference<T>();
}
