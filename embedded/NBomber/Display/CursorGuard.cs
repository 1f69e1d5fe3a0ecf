using System.Runtime.InteropServices;
using Spectre.Console;

namespace NBomber.Display;

/// <summary>
/// A live display hides the cursor, and shows it when it ends. A signal that ends the process comes between the two, and
/// would leave a terminal without a cursor.
/// </summary>
internal sealed class CursorGuard : IDisposable
{
    private readonly PosixSignalRegistration[] registrations;

    public CursorGuard(IAnsiConsole console) => registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }
            .Select(signal => PosixSignalRegistration.Create(signal, _ => console.Cursor.Show())),
    ];

    public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());
}
