using OpenTelemetry;

namespace TracingReference.Identity.Login;

/// <summary>Seeds the one person that the README signs in as.</summary>
internal sealed class DemoUser(UserStore users, PasswordHasher hasher) : IHostedService
{
    private const string Email = "demo@example.com";
    private const string Password = "correct-horse"; // no secret: it is in the README

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var untraced = SuppressInstrumentationScope.Begin();
        if (await users.FindAsync(Email, cancellationToken) is null)
        {
            var (salt, hash, iterations) = hasher.Create(Password);
            await users.AddAsync(Email, salt, hash, iterations, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
