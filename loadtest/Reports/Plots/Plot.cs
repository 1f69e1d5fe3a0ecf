using System.Xml.Linq;

namespace TracingReference.LoadTest.Reports.Plots;

/// <summary>
/// A drawing in SVG. All are drawn 400 units wide with letters of 12: on a phone that is their size in pixels, on a desk two
/// stand side by side, and no text depends on how wide the page is.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">The same for who does not see it: what the axes are, and the figures where they are few.</param>
internal abstract record Plot(string Title, string Description)
{
    /// <summary>What the colours stand for; it is set below the drawing.</summary>
    public virtual IReadOnlyList<(string Name, string Class)> Legend => [];

    public abstract XElement Draw();

    /// <summary>The class that gives a series its colour and dashes.</summary>
    public static string Series(int number) => $"s{number % 8}";
}
