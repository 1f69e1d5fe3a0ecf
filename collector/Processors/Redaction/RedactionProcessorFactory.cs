using System.Security.Cryptography;
using System.Text;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>The redaction processor: removes and masks attributes and log bodies.</summary>
internal sealed class RedactionProcessorFactory() : ProcessorFactory<RedactionSettings>("redaction")
{
    protected override RedactionSettings ReadSettings(ConfigReader reader)
    {
        var summary = reader.String("summary") switch
        {
            "info" => RedactionSummary.Info,
            "debug" => RedactionSummary.Debug,
            _ => RedactionSummary.Silent,
        };
        var settings = new RedactionSettings(
            reader.Bool("allow_all_keys"), Set("allowed_keys"), Set("ignored_keys"),
            GoRegex.ReadList(reader, "ignored_key_patterns"), GoRegex.ReadList(reader, "blocked_key_patterns"),
            GoRegex.ReadList(reader, "blocked_values"), GoRegex.ReadList(reader, "allowed_values"),
            ReadHash(reader), reader.Bool("redact_all_types"), summary,
            ReadUrl(reader.Section("url_sanitizer")), DatabaseSanitizer.Read(reader.Section("db_sanitizer")));
        reader.Finish();
        return settings;

        HashSet<string> Set(string key) => [.. reader.Strings(key)];
    }

    protected override Processor Create(RedactionSettings settings, ComponentContext context, IConsumer next) => new RedactionProcessor(settings, context, next);

    private static UrlSanitizerSettings? ReadUrl(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var isEnabled = reader.Bool("enabled");
        var settings = new UrlSanitizerSettings(new HashSet<string>(reader.Strings("attributes")), reader.Bool("sanitize_span_name", true));
        reader.Finish();
        return isEnabled ? settings : null;
    }

    private static Func<byte[], byte[]>? ReadHash(ConfigReader reader)
    {
        var hmacKey = Encoding.UTF8.GetBytes(reader.String("hmac_key"));
        switch (reader.String("hash_function").ToLowerInvariant())
        {
            case "":
                return null;
            case "md5":
                return MD5.HashData;
            case "sha1":
                return SHA1.HashData;
            case "sha3" when SHA3_256.IsSupported:
                return SHA3_256.HashData;
            case "sha3":
                reader.Findings.StartError(reader.Raw("hash_function")!.Position, reader.PathOf("hash_function"), "sha3 needs OpenSSL 1.1.1 or later, which is not there");
                return null;
            case "hmac-sha256":
                RequireKey(32);
                return content => HMACSHA256.HashData(hmacKey, content);
            case "hmac-sha512":
                RequireKey(64);
                return content => HMACSHA512.HashData(hmacKey, content);
            case var unknown:
                reader.Error($"unknown hash function '{unknown}'; there are sha1, sha3, md5, hmac-sha256 and hmac-sha512", "hash_function");
                return null;
        }

        void RequireKey(int length)
        {
            if (hmacKey.Length < length)
            {
                reader.Error($"must be at least {length} bytes long for this hash_function, got {hmacKey.Length}", "hmac_key");
            }
        }
    }
}
