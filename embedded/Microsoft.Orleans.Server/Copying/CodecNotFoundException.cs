namespace Orleans.Serialization;

/// <summary>A value of this type cannot travel in a grain call. Named as the real one, whose assembly the stand-in does not stand in for.</summary>
internal sealed class CodecNotFoundException(Type type)
    : Exception($"Could not find a copier for type {type}. Add [GenerateSerializer] to it and [Id(n)] to its members, or declare the parameter as a type that can be copied.");
