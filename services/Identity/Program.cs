using TracingReference.Defaults;
using TracingReference.Defaults.Database;
using TracingReference.Identity.Login;

if (ServiceHelp.Print(args, "identity: signs people in.",
    ("ConnectionStrings:database", null, "PostgreSQL database of this service"),
    ("Tokens:Key", null, "key that signs tokens: 32 bytes or more in base64, shared with gateway and order"),
    ("Identity:TokenLifetime", "01:00:00", "how long a token is valid"),
    ("Identity:PasswordIterations", "210000", "rounds of PBKDF2-SHA256 for new passwords")))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("identity");
builder.AddDatabase();
builder.AddLogin();

var app = builder.Build();
app.UseServiceDefaults();
app.MapLogin();
app.Run();
