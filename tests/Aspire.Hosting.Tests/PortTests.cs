using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Runtime;

namespace TracingReference.HostingTests;

/// <summary>Ports that are chosen at start.</summary>
public sealed class PortTests
{
    [Fact]
    public void A_chosen_port_is_held_until_its_process_starts()
    {
        using var ports = new FreePorts();
        var port = ports.Hold();
        Assert.Throws<SocketException>(() => Listen(port));

        ports.Release(port);

        Listen(port);
    }

    [Fact]
    public void Ports_differ_and_keep_out_of_the_range_of_outgoing_connections()
    {
        using var ports = new FreePorts();
        var outgoing = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);

        var chosen = Enumerable.Range(0, 50).Select(_ => ports.Hold()).ToArray();

        Assert.Equal(chosen.Length, chosen.Distinct().Count());
        if (int.Parse(outgoing[1], System.Globalization.CultureInfo.InvariantCulture) < 64000)
        {
            Assert.All(chosen, port => Assert.True(port > int.Parse(outgoing[1], System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static void Listen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
    }
}
