namespace TracingReference.Collector.Extensions.FileStorage;

/// <summary>Settings of the file_storage extension.</summary>
/// <param name="Directory">Where everything is.</param>
/// <param name="CreatesDirectory">Whether it is made where it is not there.</param>
/// <param name="Syncs">Whether each value is on the disk itself before it counts as written: then it survives the machine's end too, not only the process'.</param>
/// <param name="Mode">The mode of directories that are made.</param>
internal sealed record FileStorageSettings(string Directory, bool CreatesDirectory, bool Syncs, UnixFileMode Mode);
