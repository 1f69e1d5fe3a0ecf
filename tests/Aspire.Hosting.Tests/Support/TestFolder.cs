namespace TracingReference.HostingTests.Support;

/// <summary>A folder where scripts leave evidence.</summary>
public sealed class TestFolder(string path) : IDisposable
{
    public TestFolder()
        : this(Directory.CreateTempSubdirectory("aspire-hosting-tests-").FullName)
    {
    }

    public string Path { get; } = path;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The lines of a file; none while it is not there.</summary>
    public string[] Lines(params string[] parts) => System.IO.File.Exists(File(parts)) ? System.IO.File.ReadAllLines(File(parts)) : [];

    /// <summary>A number that a script has written.</summary>
    public int Number(string name) => int.Parse(Lines(name)[^1], System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
