using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>retry_on_failure: exponential back-off with upstream's names, defaults and rules.</summary>
/// <param name="IsEnabled">Whether anything is sent again.</param>
/// <param name="InitialInterval">The first wait.</param>
/// <param name="RandomizationFactor">Each wait is spread by this part of it to either side.</param>
/// <param name="Multiplier">How much longer each wait is than the one before.</param>
/// <param name="MaxInterval">The longest wait.</param>
/// <param name="MaxElapsedTime">After this long a batch is given up; zero for never.</param>
internal sealed record RetrySettings(
    bool IsEnabled, TimeSpan InitialInterval, double RandomizationFactor, double Multiplier, TimeSpan MaxInterval, TimeSpan MaxElapsedTime)
{
    public static RetrySettings Default { get; } =
        new(true, TimeSpan.FromSeconds(5), 0.5, 1.5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));

    public static RetrySettings Read(ConfigReader exporter)
    {
        if (exporter.Section("retry_on_failure") is not { } reader)
        {
            return Default;
        }

        var settings = new RetrySettings(
            reader.Bool("enabled", Default.IsEnabled),
            reader.Duration("initial_interval", Default.InitialInterval),
            reader.Double("randomization_factor", Default.RandomizationFactor),
            reader.Double("multiplier", Default.Multiplier),
            reader.Duration("max_interval", Default.MaxInterval),
            reader.Duration("max_elapsed_time", Default.MaxElapsedTime));
        reader.Finish();
        if (settings.IsEnabled)
        {
            settings.Check(reader);
        }

        return settings;
    }

    private void Check(ConfigReader reader)
    {
        Require(InitialInterval >= TimeSpan.Zero, "initial_interval", "must be non-negative");
        Require(RandomizationFactor is >= 0 and <= 1, "randomization_factor", "must be within [0, 1]");
        Require(Multiplier >= 0, "multiplier", "must be non-negative");
        Require(MaxInterval >= TimeSpan.Zero, "max_interval", "must be non-negative");
        Require(MaxElapsedTime >= TimeSpan.Zero, "max_elapsed_time", "must be non-negative; 0 is for ever");
        if (MaxElapsedTime > TimeSpan.Zero)
        {
            Require(MaxElapsedTime >= InitialInterval, "max_elapsed_time", "must not be less than initial_interval");
            Require(MaxElapsedTime >= MaxInterval, "max_elapsed_time", "must not be less than max_interval");
        }

        void Require(bool holds, string key, string message)
        {
            if (!holds)
            {
                reader.Error(message, key);
            }
        }
    }
}
