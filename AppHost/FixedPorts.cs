using System.Net;
using System.Net.Sockets;

namespace TracingReference.AppHost;

/// <summary>Looks, before anything is started, whether the ports that others rely on are free.</summary>
internal static class FixedPorts
{
    /// <exception cref="DistributedApplicationException">One is in use; the message names it and who needs it.</exception>
    public static void Check(DistributedApplicationModel model, IEnumerable<(string Resource, int Port)> others)
    {
        var declared = model.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.Port is not null)
            .Select(endpoint => (resource.Name, endpoint.Port!.Value)));
        foreach (var (resource, port) in declared.Concat(others))
        {
            if (!IsFree(port))
            {
                throw new DistributedApplicationException(
                    $"Port {port}, which '{resource}' needs, is in use. Stop what uses it, or move this system with --port-offset N.");
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
