using System.Net;
using System.Net.Sockets;

namespace Embedded.Kafka;

internal static class LoopbackPort
{
    /// <exception cref="BrokerException">Something listens there, or this user may not.</exception>
    public static void RequireFree(int port, string user)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new BrokerException(
                e.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"port {port}, for {user}, is in use"
                    : $"port {port}, for {user}, cannot be had: {e.Message}");
        }
    }
}
