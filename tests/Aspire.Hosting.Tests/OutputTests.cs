using System.Text;
using Aspire.Hosting.Runtime;
using TracingReference.HostingTests.Support;

namespace TracingReference.HostingTests;

/// <summary>What processes print is kept.</summary>
public sealed class OutputTests : AppTest
{
    [Fact]
    public async Task Each_resource_has_a_log_file_that_only_its_owner_reads()
    {
        var one = Builder.AddTask(Folder, "one", "echo out; echo err >&2; printf '\\033[31mred\\033[0m\\r\\n'; printf 'no end of line'");
        await StartAsync();
        await EndedAsync(one);

        Assert.Equal(["err", "no end of line", "out", "red"], Folder.Lines("logs", "one.log").Order(StringComparer.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Folder.File("logs", "one.log")));
    }

    [Fact]
    public async Task A_second_run_continues_the_log()
    {
        var one = Builder.AddTask(Folder, "one", "echo once");
        await StartAsync();
        await EndedAsync(one);
        await CommandAsync(one, "start");
        await EndedAsync(one);

        Assert.Equal(["once", "once"], Folder.Lines("logs", "one.log"));
    }

    [Fact]
    public void A_log_file_that_is_full_becomes_the_older_one()
    {
        using (var log = new LogFile(Folder.File("logs", "x.log"), limit: 100))
        {
            foreach (var i in Enumerable.Range(0, 12))
            {
                log.WriteLine($"line {i:00}");
            }
        }

        var kept = Folder.Lines("logs", "x.log.1").Concat(Folder.Lines("logs", "x.log")).ToArray();
        Assert.Equal("line 11", kept[^1]);
        Assert.Equal(kept.Order(), kept);
        Assert.All(Directory.GetFiles(Folder.File("logs")), file => Assert.InRange(new FileInfo(file).Length, 1, 100));
    }

    [Fact]
    public void A_log_file_that_was_closed_takes_nothing_more()
    {
        var log = new LogFile(Folder.File("x.log"));
        log.WriteLine("before");
        log.Dispose();
        log.WriteLine("after");

        Assert.Equal(["before"], Folder.Lines("x.log"));
    }

    [Fact]
    public async Task A_line_without_end_is_cut_not_hoarded()
    {
        var lines = new List<string>();
        using var endless = new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 100_000) + "\nshort\n"));

        await OutputLines.PumpAsync(endless, lines.Add);

        Assert.Equal(100_000 + "short".Length, lines.Sum(line => line.Length));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 16 * 1024));
        Assert.Equal("short", lines[^1]);
    }
}
