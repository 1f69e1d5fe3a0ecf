namespace TracingReference.Collector.Exporters.File;

/// <summary>Settings of the file exporter.</summary>
/// <param name="Path">The file.</param>
/// <param name="Appends">Whether what is in it stays.</param>
/// <param name="IsProto">Protobuf, each request after its length in 4 bytes, big endian; else JSON, a request a line.</param>
/// <param name="FlushInterval">How long what was written may stay in this process' memory.</param>
/// <param name="DirectoryMode">With what mode the file's directory is made where it is not there; null where it must be there.</param>
/// <param name="Rotation">When another file is begun; null for never.</param>
internal sealed record FileSettings(string Path, bool Appends, bool IsProto, TimeSpan FlushInterval, UnixFileMode? DirectoryMode, RotationSettings? Rotation);
