using TracingReference.Defaults;
using TracingReference.Defaults.Database;
using TracingReference.Messages;
using TracingReference.Payment.Charging;

if (ServiceHelp.Print(args, "payment: charges orders.",
    ("ConnectionStrings:database", null, "PostgreSQL database of this service"),
    ("ConnectionStrings:kafka", null, "host:port of Kafka"),
    ("services:card-provider:http:0", null, "URL of the card provider"),
    ("Cards:Key", null, "key of encrypted cards: 32 bytes in base64, shared with order"),
    ("Messaging:TraceMode", "parent", "parent continues the order's trace, link starts a new one"),
    ("Messaging:PropagateUnsampled", "true", "false hands on no context of a trace that is not sampled, and so tears traces"),
    ("Messaging:MaxConcurrency", "32", "messages processed at once")))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("payment");
builder.AddDatabase();
builder.AddMessaging();
builder.AddCharging();

var app = builder.Build();
app.UseServiceDefaults();
app.Run();
