using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TracingReference.SystemTests.Docs;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>What the documents say is so: commands run, outputs are as shown, links lead somewhere, the Dashboard shows the trace.</summary>
public sealed partial class ReadmeTests(ReadmeTests.RunningAppHost system) : IClassFixture<ReadmeTests.RunningAppHost>
{
    private const string Gateway = "127.0.0.1:8080";
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DashboardPatience = TimeSpan.FromMinutes(2);
    private static readonly string MovedGateway = $"127.0.0.1:{8080 + AppHostProcess.PortOffset}";
    private static readonly string Dashboard = $"http://127.0.0.1:{18888 + AppHostProcess.PortOffset}";

    [Fact]
    public void Links_lead_somewhere() => Assert.Empty(MarkdownFile.All.SelectMany(file => file.BrokenLinks()));

    [Fact]
    public async Task Commands_run_and_print_what_is_shown()
    {
        Assert.True(system.IsRunning);
        var commands = new MarkdownFile("README.md").Commands();
        Assert.Contains(commands, command => command.Command == "dotnet run --project AppHost"); // the fixture did
        string? orderId = null;
        foreach (var (command, shown) in commands.Where(each => each.Command.StartsWith("curl ", StringComparison.Ordinal)))
        {
            var moved = command.Replace(Gateway, MovedGateway, StringComparison.Ordinal);
            if (orderId is not null)
            {
                moved = OrderPath().Replace(moved, $"/orders/{orderId}");
            }

            var output = await RunAsync(moved, until: shown?.Contains("\"paid\"", StringComparison.Ordinal) == true ? "\"paid\"" : "");
            orderId ??= (string?)JsonNode.Parse(output)!["orderId"];
            if (shown is not null)
            {
                Assert.Equal(Ids().Replace(shown, "<id>"), Ids().Replace(output, "<id>"));
            }
        }

        Assert.NotNull(orderId);
    }

    [ChromiumFact]
    public async Task The_dashboard_shows_the_trace()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{MovedGateway}") };
        using var client = new ShopClient(http);
        var (orderId, traceId) = await client.PlaceAsync();
        Assert.Equal("paid", await client.SettledAsync(orderId));

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumFactAttribute.Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
        });
        var page = await browser.NewPageAsync();
        await OpenTraceAsync(page, traceId);
        foreach (var text in new[] { "gateway", "validate order", "charge", "card-provider", "INSERT charges", "IOrderGrain/Settle" })
        {
            await Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync();
        }
    }

    /// <summary>
    /// Clicks the trace in the Dashboard's list, and once more where the click was lost: the list renders before its
    /// circuit listens, and moves while traces come in.
    /// </summary>
    private static async Task OpenTraceAsync(IPage page, string traceId)
    {
        var detail = new Regex($"/traces/detail/{traceId}");
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await page.GotoAsync($"{Dashboard}/traces");
            await page.GetByText(traceId[..7]).First.ClickAsync();
            try
            {
                await page.WaitForURLAsync(detail, new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit, Timeout = 10_000 });
                return;
            }
            catch (TimeoutException) when (TimeProvider.System.GetElapsedTime(begun) < DashboardPatience)
            {
            }
        }
    }

    private static async Task<string> RunAsync(string command, string until)
    {
        using var giveUp = new CancellationTokenSource(CommandTimeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100)); // a reader would look again, too
        while (true)
        {
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", command }, RedirectStandardOutput = true })!;
            var output = await shell.StandardOutput.ReadToEndAsync(giveUp.Token);
            await shell.WaitForExitAsync(giveUp.Token);
            Assert.True(shell.ExitCode == 0, $"'{command}' ended with {shell.ExitCode}.");
            if (output.Contains(until, StringComparison.Ordinal))
            {
                return output.Trim();
            }

            await timer.WaitForNextTickAsync(giveUp.Token);
        }
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Ids();

    [GeneratedRegex("/orders/[0-9a-f]{32}")]
    private static partial Regex OrderPath();

    /// <summary>One AppHost for these tests, started by the README's own command.</summary>
    public sealed class RunningAppHost : IAsyncLifetime
    {
        private AppHostProcess? host;

        public bool IsRunning => host is not null;

        public async Task InitializeAsync() => host = await AppHostProcess.StartAsync();

        public async Task DisposeAsync() => await host!.DisposeAsync();
    }
}
