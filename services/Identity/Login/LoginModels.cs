using System.Text.Json.Serialization;

namespace TracingReference.Identity.Login;

internal sealed record LoginRequest(string? Email, string? Password);

internal sealed record LoginResponse(string Token);

/// <summary>A person who may sign in.</summary>
internal sealed record User(Guid UserId, byte[] Salt, byte[] Hash, int Iterations);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LoginResponse))]
internal sealed partial class LoginJson : JsonSerializerContext;
