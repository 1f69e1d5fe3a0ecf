namespace Aspire.Hosting.Runtime;

/// <summary>A process as it is started.</summary>
/// <param name="Command">Absolute path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">The folder it runs in.</param>
/// <param name="Environment">All of its environment.</param>
internal sealed record ProcessSpec(
    string Command,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment);
