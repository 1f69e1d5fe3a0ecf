using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TracingReference.Tests.Support;

namespace TracingReference.Identity.Tests;

/// <summary>What <c>POST /login</c> accepts, on a service whose database is away: what is valid gets as far as that.</summary>
public sealed class LoginEndpointTests : IDisposable
{
    private readonly ServiceUnderTest identity = new(new Dictionary<string, string>
    {
        ["ConnectionStrings:database"] = "Host=127.0.0.1;Port=1;Database=identity;Username=nobody",
        ["Tokens:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
    });

    private static string Long => new('x', 256);

    public static TheoryData<string, string, int> Bodies => new()
    {
        { "the longest allowed", Body(Long, Long), 503 },
        { "the shortest allowed", Body("a", "b"), 503 },
        { "a long e-mail", Body(Long + "x", "b"), 400 },
        { "a long password", Body("a", Long + "x"), 400 },
        { "an empty e-mail", Body("", "b"), 400 },
        { "an empty password", Body("a", ""), 400 },
        { "no e-mail", Body(null, "b"), 400 },
        { "no password", Body("a", null), 400 },
        { "NUL in the e-mail", Body("a\0", "b"), 400 },
        { "a line break in the password", Body("a", "b\n"), 400 },
        { "a number", "{\"email\":1,\"password\":\"hunter2\"}", 400 },
        { "malformed JSON", "{\"email\":\"a\",\"password\":\"hunter2", 400 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Texts_of_1_to_256_characters_are_looked_up_and_nothing_else_is(string what, string body, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await identity.SendAsync(HttpMethod.Post, "/login", content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((HttpStatusCode)status == response.StatusCode, $"{what} got {(int)response.StatusCode}: {text}");
        Assert.Equal(status, (int)JsonNode.Parse(text)!["status"]!);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_415()
    {
        using var content = new FormUrlEncodedContent([new("email", "a"), new("password", "b")]);
        using var response = await identity.SendAsync(HttpMethod.Post, "/login", content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    public void Dispose() => identity.Dispose();

    private static string Body(string? email, string? password) => new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString();
}
