namespace Embedded.AspireHosting;

/// <summary>What the stand-in adds to the generated <c>Projects.*</c> classes: where the build put the project's
/// program, so that it is started directly instead of through <c>dotnet run</c>.</summary>
public interface IBuiltProject
{
    /// <summary>Absolute path of the project's assembly, in the configuration of the AppHost's own build.</summary>
    string TargetPath { get; }
}
