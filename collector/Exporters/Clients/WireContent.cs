using System.Net;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Clients;

/// <summary>A request's body in pooled memory, which goes back to the pool with the request.</summary>
internal sealed class WireContent(WireWriter body) : HttpContent
{
    private int _writing;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writing);
        await stream.WriteAsync(body.WrittenMemory, cancellationToken).ConfigureAwait(false);
        Interlocked.Decrement(ref _writing);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        // A back end may answer before it has read everything; then the connection still reads from here, and the pool must not
        // have it: it is left to the garbage collector.
        if (disposing && Volatile.Read(ref _writing) == 0)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
