using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace TracingReference.Gateway.Tests;

/// <summary>A megabyte goes through, to the last byte; one byte more is refused here.</summary>
public sealed class BodyLimitTests : GatewayTest
{
    private const int Limit = 1024 * 1024;

    [Theory]
    [InlineData(Limit, true)]
    [InlineData(Limit, false)]
    [InlineData(1, false)]
    public async Task A_body_up_to_the_limit_arrives_whole(int length, bool lengthIsKnown)
    {
        Start();
        var body = Bytes(length);
        using var response = await PostAsync(body, lengthIsKnown);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, Assert.Single(Upstream.Arrivals).Body);
    }

    [Theory]
    [InlineData(Limit + 1, true)]
    [InlineData(Limit + 1, false)]
    [InlineData(3 * Limit, true)]
    [InlineData(3 * Limit, false)]
    public async Task A_larger_one_is_413_and_reaches_no_service(int length, bool lengthIsKnown)
    {
        Start();
        using var response = await PostAsync(Bytes(length), lengthIsKnown);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Contains("1048576", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.StartsWith($"00-{problem["traceId"]}-", Assert.Single(response.Headers.GetValues("traceresponse")), StringComparison.Ordinal);
        Assert.Empty(Upstream.Arrivals);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, bool lengthIsKnown)
    {
        using var content = new StreamContent(new MemoryStream(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentLength = lengthIsKnown ? body.Length : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = content };
        request.Headers.TransferEncodingChunked = !lengthIsKnown;
        return await Gateway.Client.SendAsync(request);
    }
}
