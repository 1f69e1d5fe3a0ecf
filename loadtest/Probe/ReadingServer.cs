using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TracingReference.LoadTest.Probe;

/// <summary>
/// Answers who connects with one line: processor time, allocated bytes, resident bytes, garbage collection pauses, burnt processor time
/// and the processor time of the JIT's background thread since the process began; times in units of 100 ns.
/// </summary>
internal static class ReadingServer
{
    private const int Backlog = 4;

    public static void Start(string path, Burner? burner)
    {
        File.Delete(path); // of a process that had this id before
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(Backlog);
        new Thread(() => Serve(listener, burner)) { IsBackground = true, Name = "load test probe" }.Start();
    }

    private static void Serve(Socket listener, Burner? burner)
    {
        var compiler = new CompilerThread();
        while (true)
        {
            using var socket = listener.Accept();
            try
            {
                socket.Send(Encoding.ASCII.GetBytes(Reading(burner, compiler)));
            }
            catch (SocketException)
            {
                // Who asked is gone.
            }
        }
    }

    private static string Reading(Burner? burner, CompilerThread compiler) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.CpuUsage.TotalTime.Ticks} {GC.GetTotalAllocatedBytes(precise: true)} {Environment.WorkingSet} {GC.GetTotalPauseDuration().Ticks} {burner?.Burnt.Ticks ?? 0} {compiler.Used().Ticks}");
}
