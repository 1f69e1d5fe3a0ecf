using System.Diagnostics.CodeAnalysis;
using Embedded.Silo;

namespace Orleans.Runtime;

/// <summary>
/// The address of a grain. References made by <see cref="IGrainFactory"/> derive from it and implement the grain's
/// interface; two references to the same grain are equal.
/// </summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>, ISpanFormattable
{
    private Activation? _activation;

    internal GrainReference(LocalSilo silo, GrainId grainId) => (Silo, GrainId) = (silo, grainId);

    /// <summary>The identity of the grain.</summary>
    public GrainId GrainId { get; }

    internal LocalSilo Silo { get; }

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <summary>Whether both address the same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    /// <summary>Whether they address different grains.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    /// <inheritdoc/>
    public override string ToString() => $"GrainReference:{GrainId}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"{this}", out charsWritten);

    internal TGrainInterface As<TGrainInterface>() => this is TGrainInterface same ? same : Silo.CreateReference<TGrainInterface>(GrainId);

    internal void Dispatch(GrainCall call)
    {
        if (_activation is not { IsGone: false } activation)
        {
            _activation = activation = Silo.GetOrActivate(GrainId, call);
        }

        activation?.Post(call);
    }
}
