using System.Threading.Channels;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.Exporters;

/// <summary>Keeps the names of the spans it is given; each request waits until the test answers it, where there is a gate.</summary>
internal sealed class RecordingSender : ISender
{
    private readonly Channel<string> _requests = Channel.CreateUnbounded<string>();

    /// <summary>What a request is answered with; by default it is taken.</summary>
    public Func<Task> Answer { get; set; } = () => Task.CompletedTask;

    public async ValueTask SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        _requests.Writer.TryWrite(string.Join(',', TestContext.SpanNames(batch)));
        await Answer().WaitAsync(cancellationToken);
    }

    public async Task<string> NextAsync() => await _requests.Reader.ReadAsync().AsTask().WaitAsync(TestContext.Patience);

    /// <summary>What came that nobody has asked for yet.</summary>
    public IReadOnlyList<string> Rest()
    {
        var rest = new List<string>();
        while (_requests.Reader.TryRead(out var request))
        {
            rest.Add(request);
        }

        return rest;
    }
}
