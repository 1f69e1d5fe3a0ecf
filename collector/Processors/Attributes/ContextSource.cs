namespace TracingReference.Collector.Processors.Attributes;

/// <summary>What from_context is taken from.</summary>
internal enum ContextSource
{
    /// <summary>metadata.NAME, or a bare name: a request header.</summary>
    Header,

    /// <summary>client.address: where the request came from, without the port.</summary>
    ClientAddress,

    /// <summary>auth.NAME: what an authenticator found out. None here tells anything, bearertokenauth upstream neither.</summary>
    Authenticator,
}
