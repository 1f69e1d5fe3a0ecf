using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Aspire.Hosting.Runtime;

/// <summary>Chooses ports for processes that are started later, and holds them until then, so that no other AppHost
/// chooses them too. It keeps out of the range from which the system gives ports to outgoing connections, where a port
/// may be taken between the stop of a process and its next start.</summary>
internal sealed class FreePorts : IDisposable
{
    private const int SmallestRange = 1024;
    private const int Attempts = 1000;

    private readonly Lock _lock = new();
    private readonly int _first = FirstBeyondOutgoing();
    private readonly Dictionary<int, Socket> _held = [];

    /// <exception cref="DistributedApplicationException">None is free.</exception>
    public int Hold()
    {
        lock (_lock)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var port = RandomNumberGenerator.GetInt32(_first, IPEndPoint.MaxPort + 1);
                if (TryListen(port) is { } socket)
                {
                    _held.Add(port, socket);
                    return port;
                }
            }
        }

        throw new DistributedApplicationException($"No free port was found between {_first} and {IPEndPoint.MaxPort}.");
    }

    /// <summary>The process that the port was chosen for is about to start.</summary>
    public void Release(int port)
    {
        lock (_lock)
        {
            if (_held.Remove(port, out var socket))
            {
                socket.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var socket in _held.Values)
            {
                socket.Dispose();
            }

            _held.Clear();
        }
    }

    private static int FirstBeyondOutgoing()
    {
        const string range = "/proc/sys/net/ipv4/ip_local_port_range";
        var last = File.Exists(range)
            ? int.Parse(File.ReadAllText(range).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            : IPEndPoint.MaxPort;

        // Where too little is left above that range, a port from within it is the better risk.
        return last < IPEndPoint.MaxPort - SmallestRange ? last + 1 : IPEndPoint.MaxPort / 2;
    }

    private static Socket? TryListen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
