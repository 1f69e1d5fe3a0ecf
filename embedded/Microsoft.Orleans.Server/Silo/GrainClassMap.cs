using System.Collections.Concurrent;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>Which class serves which interface, and which identity.</summary>
internal sealed class GrainClassMap
{
    private readonly Dictionary<GrainType, GrainClass> _byGrainType = [];
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClass> _byInterface = new();

    public GrainClassMap(IServiceProvider services, GrainCollectionOptions collection)
    {
        GrainRegistry.LoadAll();
        foreach (var grainClass in GrainRegistry.Classes.Select(type => new GrainClass(type, services, collection)))
        {
            if (!_byGrainType.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new OrleansConfigurationException($"{grainClass.Type} and {_byGrainType[grainClass.GrainType].Type} have the same grain type, \"{grainClass.GrainType}\". Give one of them a [GrainType].");
            }
        }
    }

    public GrainClass Of(GrainType grainType) => _byGrainType.TryGetValue(grainType, out var grainClass)
        ? grainClass
        : throw new OrleansException($"No class has the grain type \"{grainType}\".");

    public GrainClass Of(Type grainInterface, string? classNamePrefix) =>
        _byInterface.GetOrAdd((grainInterface, classNamePrefix), static (key, map) => map.Find(key.Interface, key.Prefix), this);

    private GrainClass Find(Type grainInterface, string? classNamePrefix)
    {
        var candidates = _byGrainType.Values
            .Where(grainClass => grainInterface.IsAssignableFrom(grainClass.Type))
            .Where(grainClass => classNamePrefix is null || grainClass.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))
            .ToArray();

        // Of several, the one whose name is the interface's without the I, or the very prefix, is meant.
        return candidates.Length == 1 ? candidates[0]
            : Array.Find(candidates, grainClass => classNamePrefix is null ? grainClass.Type.Name == grainInterface.Name[1..] : grainClass.Type.FullName == classNamePrefix)
            ?? throw new ArgumentException(candidates.Length == 0
                ? $"Could not find an implementation{For(classNamePrefix)} for interface {grainInterface}."
                : $"Unable to identify a single appropriate grain type{For(classNamePrefix)} for interface {grainInterface}. Candidates: {string.Join(", ", candidates.Select(grainClass => grainClass.Type.FullName))}.");
    }

    private static string For(string? prefix) => prefix is null ? "" : $" matching prefix \"{prefix}\"";
}
