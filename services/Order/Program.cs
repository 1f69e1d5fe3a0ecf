using TracingReference.Defaults;
using TracingReference.Defaults.Database;
using TracingReference.Defaults.Tokens;
using TracingReference.Messages;
using TracingReference.Order.Data;
using TracingReference.Order.Grains;
using TracingReference.Order.Idempotency;
using TracingReference.Order.Outbox;
using TracingReference.Order.Placing;
using TracingReference.Order.Settling;
using TracingReference.Order.Stock;

if (ServiceHelp.Print(args, "order: takes orders, one Orleans grain each.",
    ("ConnectionStrings:database", null, "PostgreSQL database of this service"),
    ("ConnectionStrings:kafka", null, "host:port of Kafka"),
    ("services:catalog:http:0", null, "URL of the catalog"),
    ("Cards:Key", null, "key of encrypted cards: 32 bytes in base64, shared with payment"),
    ("Tokens:Key", null, "key that checks tokens: 32 bytes or more in base64, shared with identity"),
    ("Messaging:TraceMode", "parent", "parent continues the order's trace, link starts a new one"),
    ("Messaging:PropagateUnsampled", "true", "false hands on no context of a trace that is not sampled, and so tears traces"),
    ("Messaging:MaxConcurrency", "32", "messages processed at once"),
    ("Orleans:SiloPort", "11111", "port between silos"),
    ("Orleans:GatewayPort", "30000", "port for clients of the cluster")))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("order");
builder.AddDatabase();
builder.AddMessaging();
builder.AddOrderDatabase();
builder.AddOrderGrains();
builder.AddOutbox();
builder.AddStock();
builder.AddIdempotency();
builder.AddPlacing();
builder.AddSettling();

var app = builder.Build();
app.UseServiceDefaults();
app.UseTokenCheck();
app.MapOrders();
app.Run();
