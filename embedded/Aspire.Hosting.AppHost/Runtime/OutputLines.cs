using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Aspire.Hosting.Runtime;

/// <summary>Reads what a process prints, line by line. A line longer than 16 KiB is cut into several.</summary>
internal static class OutputLines
{
    private const int LongestLine = 16 * 1024;

    public static async Task PumpAsync(Stream stream, Action<string> onLine)
    {
        var reader = PipeReader.Create(stream);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync().ConfigureAwait(false);
                var rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    Emit(rest.Slice(0, end), onLine);
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (rest.Length > LongestLine || (read.IsCompleted && !rest.IsEmpty))
                {
                    Emit(rest, onLine);
                    rest = rest.Slice(rest.End);
                }

                reader.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The pipe was closed under us: there is no more output.
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static void Emit(ReadOnlySequence<byte> line, Action<string> onLine)
    {
        for (var at = 0L; at == 0 || at < line.Length; at += LongestLine)
        {
            onLine(Encoding.UTF8.GetString(line.Slice(at, Math.Min(LongestLine, line.Length - at))).TrimEnd('\r'));
        }
    }
}
