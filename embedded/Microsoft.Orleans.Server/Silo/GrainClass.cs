using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>A class of grains, as one silo runs it.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _construct;
    private readonly (Type StateType, PersistentStateAttribute Attribute)[] _states;

    public GrainClass(Type type, IServiceProvider services, GrainCollectionOptions collection)
    {
        Type = type;
        GrainType = type.GetCustomAttributes(false).OfType<IGrainTypeProviderAttribute>().FirstOrDefault()?.GetGrainType(services, type)
            ?? GrainType.Create(ConventionalName(type));

        var properties = new Dictionary<string, string>();
        foreach (var attribute in type.GetCustomAttributes(true).OfType<IGrainPropertiesProviderAttribute>())
        {
            attribute.Populate(services, type, GrainType, properties);
        }

        IsReentrant = properties.ContainsKey(WellKnownGrainTypeProperties.Reentrant);
        CollectionAge = properties.TryGetValue(WellKnownGrainTypeProperties.IdleDeactivationPeriod, out var age)
            ? TimeSpan.Parse(age, CultureInfo.InvariantCulture)
            : collection.ClassSpecificCollectionAge.GetValueOrDefault(type.FullName!, collection.CollectionAge);

        _states = [.. StatesOf(type)];
        _construct = ActivatorUtilities.CreateFactory(type, [.. _states.Select(state => typeof(IPersistentState<>).MakeGenericType(state.StateType))]);
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    public TimeSpan CollectionAge { get; }

    /// <summary>The type in activities of its instances.</summary>
    public string TypeName => $"{Type.FullName},{Type.Assembly.GetName().Name}";

    /// <summary>Constructs an instance, with its states as yet unread.</summary>
    public object Construct(Activation activation)
    {
        try
        {
            return _construct(
                activation.ActivationServices,
                Array.ConvertAll(_states, state => (object)PersistentState.Create(state.StateType, state.Attribute, activation)));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Failed to create an instance of grain type '{Type}'. See InnerException for details.", exception);
        }
    }

    private static string ConventionalName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name;
    }

    private static IEnumerable<(Type, PersistentStateAttribute)> StatesOf(Type type)
    {
        foreach (var parameter in type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
        {
            if (parameter.GetCustomAttribute<PersistentStateAttribute>() is not { } attribute)
            {
                continue;
            }

            if (!parameter.ParameterType.IsGenericType || parameter.ParameterType.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            {
                throw new ArgumentException($"Parameter {parameter.Name} of {type} has [PersistentState], so it must be an IPersistentState<T>, not {parameter.ParameterType}.");
            }

            yield return (parameter.ParameterType.GetGenericArguments()[0], attribute);
        }
    }
}
