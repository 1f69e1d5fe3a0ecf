using Dapper;
using Npgsql;

namespace TracingReference.Identity.Login;

/// <summary>People who may sign in; e-mail addresses are compared without case.</summary>
internal sealed class UserStore(NpgsqlDataSource database)
{
    public async Task<User?> FindAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<User>(new CommandDefinition(
            "select user_id as UserId, salt as Salt, hash as Hash, iterations as Iterations from users where email = @email",
            new { email = email.ToLowerInvariant() },
            cancellationToken: cancellationToken));
    }

    /// <summary>Adds a person, unless the e-mail is taken.</summary>
    public async Task AddAsync(string email, byte[] salt, byte[] hash, int iterations, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into users (email, salt, hash, iterations) values (@email, @salt, @hash, @iterations) on conflict do nothing",
            new { email = email.ToLowerInvariant(), salt, hash, iterations },
            cancellationToken: cancellationToken));
    }
}
