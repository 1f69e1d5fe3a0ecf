using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TracingReference.Collector.Tests.Running;

/// <summary>Connections of clients that send bytes as no library would.</summary>
internal static class RawClient
{
    public static async Task<TcpClient> ConnectAsync(int port, byte[] start)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync(start);
        return client;
    }

    public static async Task<string> ReadToEndAsync(TcpClient client)
    {
        using var text = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(text);
        }
        catch (IOException)
        {
            // Reset after the answer.
        }

        return Encoding.ASCII.GetString(text.ToArray());
    }
}
