using Microsoft.AspNetCore.Http.HttpResults;

namespace TracingReference.Identity.Login;

/// <summary><c>POST /login</c>: an e-mail and a password for a token.</summary>
internal static class LoginEndpoint
{
    private const int MaxLength = 256;

    public static void AddLogin(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UserStore>();
        builder.Services.AddSingleton<PasswordHasher>();
        builder.Services.AddSingleton<TokenIssuer>();
        builder.Services.AddSingleton<LoginService>();
        builder.Services.AddHostedService<DemoUser>();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, LoginJson.Default));
    }

    public static void MapLogin(this WebApplication app) => app.MapPost("/login", LoginAsync);

    private static async Task<Results<Ok<LoginResponse>, ProblemHttpResult>> LoginAsync(
        LoginRequest request, LoginService logins, CancellationToken cancellationToken)
    {
        if (!IsText(request.Email) || !IsText(request.Password))
        {
            return TypedResults.Problem(
                $"email and password must be texts of 1 to {MaxLength} characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        var token = await logins.LoginAsync(request.Email!, request.Password!, cancellationToken);
        return token is null
            ? TypedResults.Problem("The e-mail or the password is wrong.", statusCode: StatusCodes.Status401Unauthorized)
            : TypedResults.Ok(new LoginResponse(token));
    }

    private static bool IsText(string? text) => text is { Length: > 0 and <= MaxLength } && !text.Any(char.IsControl);
}
