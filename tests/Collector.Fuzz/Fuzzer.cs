using System.Diagnostics;

namespace TracingReference.Collector.Fuzz;

/// <summary>Gives a target one changed input after another, until the time is over or the target fails.</summary>
internal sealed class Fuzzer(FuzzTarget target, int seed)
{
    private const int MaxCorpus = 500;
    private const long MaxAllocated = 256L * 1024 * 1024;
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(20);
    private readonly Random _random = new(seed);
    private readonly List<byte[]> _corpus = [.. target.Seeds];
    private byte[] _input = [];
    private long _begun;
    private long _count;
    private volatile string? _failure;

    /// <summary>Inputs that were read so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <returns>What went wrong, with the input; null for nothing.</returns>
    public string? Run(TimeSpan duration)
    {
        // On a thread of its own, with the stack that the server's threads have, so that one which hangs is seen.
        using var end = new CancellationTokenSource(duration);
        Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
        var thread = new Thread(() => Work(end.Token)) { IsBackground = true };
        thread.Start();
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _begun)) > MaxDuration)
            {
                return Describe($"no end after {MaxDuration}", _input);
            }
        }

        return _failure;
    }

    private void Work(CancellationToken end)
    {
        var mutator = new Mutator(_random, target.Pieces);
        foreach (var input in target.Seeds)
        {
            Try(input);
        }

        while (!end.IsCancellationRequested && _failure is null)
        {
            var input = mutator.Mutate(_corpus[_random.Next(_corpus.Count)], _corpus[_random.Next(_corpus.Count)]);
            if (Try(input) && _random.Next(4) == 0)
            {
                Keep(input);
            }
        }
    }

    // The seeds stay; of what grew from them some are replaced.
    private void Keep(byte[] input)
    {
        if (_corpus.Count < MaxCorpus)
        {
            _corpus.Add(input);
        }
        else
        {
            _corpus[_random.Next(target.Seeds.Count, MaxCorpus)] = input;
        }
    }

    private bool Try(byte[] input)
    {
        _input = input;
        Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var isGood = target.Read(input);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            _failure ??= allocated > MaxAllocated ? Describe($"{allocated} bytes were allocated", input) : null;
            Interlocked.Increment(ref _count);
            return isGood;
        }
#pragma warning disable CA1031 // Whatever a reader throws is what is looked for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _failure = Describe(error.ToString(), input);
            return false;
        }
    }

    private string Describe(string what, byte[] input) => $"{target.Name} (seed {seed}, input {Count}): {what}\ninput in base64: {Convert.ToBase64String(input)}";
}
