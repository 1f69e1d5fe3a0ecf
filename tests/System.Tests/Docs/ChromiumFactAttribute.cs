namespace TracingReference.SystemTests.Docs;

/// <summary>A test that needs a browser; skipped, with the reason, where none is installed.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] Candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public ChromiumFactAttribute()
    {
        if (Path is null)
        {
            Skip = $"No browser: none of {string.Join(", ", Candidates)} exists. Install Debian's chromium.";
        }
    }

    /// <summary>The browser, or null.</summary>
    public static string? Path { get; } = Candidates.FirstOrDefault(File.Exists);
}
