using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Receivers;

namespace TracingReference.Collector.Extensions.BearerToken;

/// <summary>Knows the token, for both sides. A file's tokens may be changed while the collector runs.</summary>
internal sealed class BearerTokenExtension(BearerTokenSettings settings, TimeProvider time) : IComponent, IServerAuthenticator, IClientAuthenticator
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private IReadOnlyList<string> _values = [];
    private DateTimeOffset _looked;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.File.Length == 0)
        {
            _values = Values(settings.Tokens);
            return Task.CompletedTask;
        }

        try
        {
            ReadFile(time.GetUtcNow());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"cannot read the token in {settings.File}: {error.Message}");
        }

        return _values.Count > 0 ? Task.CompletedTask : throw new StartException($"there is no token in {settings.File}");
    }

    public bool Accepts(IHeaderDictionary headers)
    {
        var given = Encoding.UTF8.GetBytes(headers[settings.Header].ToString());
        var accepted = false;
        foreach (var value in Current())
        {
            // All of them, each in constant time: how long it takes tells nothing.
            accepted |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(value));
        }

        return accepted;
    }

    public void Authenticate(HttpRequestHeaders headers) => headers.TryAddWithoutValidation(settings.Header, Current()[0]);

    private IReadOnlyList<string> Current()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (settings.File.Length > 0 && now - _looked >= LookAgain)
            {
                try
                {
                    ReadFile(now);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    // It is being replaced: until it is there again, the tokens of before count.
                    _looked = now;
                }
            }

            return _values;
        }
    }

    private void ReadFile(DateTimeOffset now)
    {
        // Read, not asked for its time: behind a link, as a Kubernetes secret is, the time of the link never changes.
        _looked = now;
        var values = Values([.. File.ReadAllLines(settings.File).Select(line => line.Trim()).Where(line => line.Length > 0)]);
        if (values.Count > 0)
        {
            _values = values;
        }
    }

    private List<string> Values(IReadOnlyList<string> tokens) => [.. tokens.Select(token => settings.Scheme.Length > 0 ? $"{settings.Scheme} {token}" : token)];
}
