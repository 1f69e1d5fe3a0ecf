namespace TracingReference.Collector.Otlp;

/// <summary>Finds the parts of an export request: one pass over the groups, none over what is in a span.</summary>
internal static class BatchReader
{
    public static void Read(Batch batch, ReadOnlyMemory<byte> request)
    {
        var reader = new WireReader(request.Span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field == 1)
            {
                batch.Resources.Add(ReadResource(OtlpSchema.Item(batch.Signal), reader.ReadSlice(request)));
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    private static ResourceGroup ReadResource(MessageType item, ReadOnlyMemory<byte> group)
    {
        ReadOnlyMemory<byte> resource = default, schemaUrl = default;
        var scopes = new List<ScopeGroup>();
        var reader = new WireReader(group.Span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            switch (field)
            {
                case 1: resource = reader.ReadSlice(group); break;
                case 2: scopes.Add(ReadScope(item, reader.ReadSlice(group))); break;
                case 3: schemaUrl = reader.ReadSlice(group); break;
                default: reader.Skip(type); break;
            }
        }

        return new(new(OtlpSchema.Resource, resource), schemaUrl) { Scopes = scopes };
    }

    private static ScopeGroup ReadScope(MessageType item, ReadOnlyMemory<byte> group)
    {
        ReadOnlyMemory<byte> scope = default, schemaUrl = default;
        var items = new List<Part>();
        var reader = new WireReader(group.Span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            switch (field)
            {
                case 1: scope = reader.ReadSlice(group); break;
                case 2: items.Add(new(item, reader.ReadSlice(group))); break;
                case 3: schemaUrl = reader.ReadSlice(group); break;
                default: reader.Skip(type); break;
            }
        }

        return new(new(OtlpSchema.Scope, scope), schemaUrl) { Items = items };
    }
}
