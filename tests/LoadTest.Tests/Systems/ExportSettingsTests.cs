using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Tests.Systems;

/// <summary>Whatever the harness loads exports alike: arms, and commands, differ by what they set themselves only.</summary>
public sealed class ExportSettingsTests
{
    public static TheoryData<string> Arms => [.. Arm.All.Select(arm => arm.Name)];

    [Theory]
    [MemberData(nameof(Arms))]
    public void Every_arm_exports_as_often_as_every_other_one(string name)
    {
        var arm = Arm.Find(name)!;
        var settings = LoadedShop.Exporting(Settings(arm.Settings)).Settings;
        Assert.Equal("30000", settings["OTEL_METRIC_EXPORT_INTERVAL"]);
        Assert.Equal(arm.Settings, settings.Where(setting => !ExportSettings.Measured.ContainsKey(setting.Key)).ToDictionary());
    }

    [Fact]
    public void What_an_arm_sets_itself_wins_and_the_rest_of_it_stays()
    {
        var own = Settings(new Dictionary<string, string> { ["OTEL_METRIC_EXPORT_INTERVAL"] = "60000" }) with { BurnPercent = 3, AppHost = "x" };
        var settings = LoadedShop.Exporting(own);
        Assert.Equal("60000", settings.Settings["OTEL_METRIC_EXPORT_INTERVAL"]);
        Assert.Equal(ExportSettings.Measured.Count, settings.Settings.Count);
        Assert.Equal(own, settings with { Settings = own.Settings });
    }

    private static ShopSettings Settings(IReadOnlyDictionary<string, string> own) => new(0, own, new("http://127.0.0.1:1"), null);
}
