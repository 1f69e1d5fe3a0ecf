namespace TracingReference.Collector.Otlp;

/// <summary>
/// Telemetry on its way through a pipeline: the groups of an OTLP request. Traces, metrics and logs have the same shape, so
/// whatever does not look into items is written once for all three. Whoever is given a batch owns it: it is passed on or
/// disposed, and not used after that.
/// </summary>
public sealed class Batch(Signal signal) : IDisposable
{
    private readonly List<Payload> _payloads = [];

    public Signal Signal { get; } = signal;

    public List<ResourceGroup> Resources { get; init; } = [];

    /// <summary>Headers of the request that brought it, where the receiver has include_metadata.</summary>
    public ClientMetadata Metadata { get; init; } = ClientMetadata.None;

    /// <summary>Spans, log records, or metric data points: what upstream counts.</summary>
    public int ItemCount => Signal == Signal.Metrics ? Parts().Sum(MetricPoints.Count) : PartCount;

    /// <summary>Spans, log records or metrics.</summary>
    public int PartCount
    {
        get
        {
            var count = 0;
            foreach (var resource in Resources)
            {
                foreach (var scope in resource.Scopes)
                {
                    count += scope.Items.Count;
                }
            }

            return count;
        }
    }

    /// <summary>Reads a whole export request, which must have been checked (<see cref="WireCheck"/>). The batch takes over the payload.</summary>
    public static Batch Read(Signal signal, Payload payload, ClientMetadata? metadata = null)
    {
        var batch = new Batch(signal) { Metadata = metadata ?? ClientMetadata.None };
        batch.TakeOver(payload);
        BatchReader.Read(batch, payload.Bytes);
        return batch;
    }

    /// <summary>Takes over bytes that parts of it are slices of.</summary>
    public void TakeOver(Payload payload) => _payloads.Add(payload);

    /// <summary>Keeps the other batch's bytes alive as long as this one, for parts of it that have come here.</summary>
    public void ShareBytesOf(Batch other)
    {
        foreach (var payload in other._payloads)
        {
            payload.Hold();
            _payloads.Add(payload);
        }
    }

    /// <summary>Takes over everything in the other batch, which is empty and disposed then.</summary>
    public void Absorb(Batch other)
    {
        Resources.AddRange(other.Resources);
        _payloads.AddRange(other._payloads);
        other.Resources.Clear();
        other._payloads.Clear();
    }

    /// <summary>A batch that may be changed without changing this one.</summary>
    public Batch Clone()
    {
        using var writer = new WireWriter();
        Write(writer);
        return Read(Signal, Payload.Copy(writer.Written), Metadata);
    }

    /// <summary>The same parts for one more owner, who will not change them. Its groups may be taken apart freely.</summary>
    public Batch Share()
    {
        var shared = new Batch(Signal)
        {
            Metadata = Metadata,
            Resources = [.. Resources.Select(resource => resource.With([.. resource.Scopes.Select(scope => scope.With([.. scope.Items]))]))],
        };
        shared.ShareBytesOf(this);
        return shared;
    }

    /// <summary>Every span, log record or metric.</summary>
    public IEnumerable<Part> Parts()
    {
        foreach (var resource in Resources)
        {
            foreach (var scope in resource.Scopes)
            {
                foreach (var item in scope.Items)
                {
                    yield return item;
                }
            }
        }
    }

    /// <summary>Leaves out items, and the groups that are empty then.</summary>
    public void RemoveItems(Predicate<Part> match)
    {
        foreach (var resource in Resources)
        {
            foreach (var scope in resource.Scopes)
            {
                scope.Items.RemoveAll(match);
            }

            resource.Scopes.RemoveAll(static scope => scope.Items.Count == 0);
        }

        Resources.RemoveAll(static resource => resource.Scopes.Count == 0);
    }

    /// <summary>Writes the export request.</summary>
    public void Write(WireWriter writer)
    {
        foreach (var resource in Resources)
        {
            var outer = writer.Begin(1);
            resource.Resource.Write(writer, 1);
            foreach (var scope in resource.Scopes)
            {
                var inner = writer.Begin(2);
                scope.Scope.Write(writer, 1);
                foreach (var item in scope.Items)
                {
                    item.Write(writer, 2);
                }

                WriteSchemaUrl(writer, scope.SchemaUrl);
                writer.End(inner);
            }

            WriteSchemaUrl(writer, resource.SchemaUrl);
            writer.End(outer);
        }
    }

    public void Dispose()
    {
        foreach (var payload in _payloads)
        {
            payload.Release();
        }

        _payloads.Clear();
    }

    private static void WriteSchemaUrl(WireWriter writer, ReadOnlyMemory<byte> schemaUrl)
    {
        if (!schemaUrl.IsEmpty)
        {
            writer.Bytes(3, schemaUrl.Span);
        }
    }
}
