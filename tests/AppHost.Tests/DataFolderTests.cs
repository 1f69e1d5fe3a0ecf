using Aspire.Hosting;

namespace TracingReference.AppHostTests;

/// <summary>The folder of one system: one owner, one AppHost at a time.</summary>
public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("tracing-reference-").FullName, "data");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void Only_one_AppHost_uses_it_at_a_time()
    {
        using (DataFolder.Open(_folder))
        {
            var refused = Assert.Throws<DistributedApplicationException>(() => DataFolder.Open(_folder));
            Assert.Contains($"{_folder} is in use by another AppHost", refused.Message, StringComparison.Ordinal);
        }

        DataFolder.Open(_folder).Dispose();
    }

    [Fact]
    public void A_file_in_its_place_is_named()
    {
        File.WriteAllText(_folder, "");

        Assert.Contains(_folder, Assert.Throws<DistributedApplicationException>(() => DataFolder.Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_killed_AppHost_listened_misleads_nobody()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "endpoints.json"), "{}");

        using var data = DataFolder.Open(_folder);

        Assert.False(File.Exists(data.EndpointsFile));
    }

    [Fact]
    public void A_secret_is_made_once_and_only_its_owner_reads_it()
    {
        string secret;
        using (var data = DataFolder.Open(_folder))
        {
            secret = data.Secret("card-key");
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(data.File("card-key.secret")));
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
            Assert.NotEqual(secret, data.Secret("token-key"));
        }

        using var later = DataFolder.Open(_folder);
        Assert.Equal(secret, later.Secret("card-key"));
        Assert.Equal(32, Convert.FromBase64String(secret).Length);
    }

    [Fact]
    public void What_an_interrupted_write_has_left_is_replaced()
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, "file");
        File.WriteAllText($"{file}.new", "half");

        DataFolder.WriteAtomically(file, "whole");

        Assert.Equal(("whole", OwnerOnly), (File.ReadAllText(file), File.GetUnixFileMode(file)));
        Assert.False(File.Exists($"{file}.new"));
    }
}
