using System.Globalization;
using System.Net.Sockets;
using System.Text;
using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Systems;

/// <summary>Asks the probe within a process (loadtest/Probe).</summary>
internal static class ProbeClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="folder">Where probes have their sockets.</param>
    /// <param name="service">Its name, for errors.</param>
    /// <param name="pid">Its process.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">It does not answer.</exception>
    public static async Task<ProcessReading> ReadAsync(string folder, string service, int pid, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{pid}.sock"));
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token).ConfigureAwait(false);
            var answer = new byte[256];
            var length = 0;
            while (await socket.ReceiveAsync(answer.AsMemory(length), patience.Token).ConfigureAwait(false) is var read and > 0)
            {
                length += read;
            }

            var fields = Encoding.ASCII.GetString(answer, 0, length).Split(' ').Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            return new(TimeSpan.FromTicks(fields[0]), fields[1], fields[2], TimeSpan.FromTicks(fields[3]), TimeSpan.FromTicks(fields[4]), TimeSpan.FromTicks(fields[5]));
        }
        catch (Exception e) when (e is SocketException or FormatException or IndexOutOfRangeException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new LoadTestException($"The probe in {service} (process {pid}) does not answer on {path}: {e.Message} Has the service ended? Its log is in the system's data folder.", e);
        }
    }
}
