namespace TracingReference.Collector.Extensions.BearerToken;

/// <summary>Settings of the bearertokenauth extension.</summary>
/// <param name="Header">The header that holds the credentials.</param>
/// <param name="Scheme">Stands before the token, with a space; empty for nothing.</param>
/// <param name="Tokens">Those that are accepted; the first one is sent.</param>
/// <param name="File">A file with the tokens instead, one a line; empty for none.</param>
internal sealed record BearerTokenSettings(string Header, string Scheme, IReadOnlyList<string> Tokens, string File);
