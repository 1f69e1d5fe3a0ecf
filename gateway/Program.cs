using TracingReference.Defaults;
using TracingReference.Defaults.Telemetry.Propagation;
using TracingReference.Defaults.Tokens;
using TracingReference.Gateway.Edge;
using TracingReference.Gateway.Health;
using TracingReference.Gateway.Routing;

if (ServiceHelp.Print(args, "gateway: the one door; routes, checks tokens, joins any caller's trace.",
    ("services:identity:http:0", null, "URL of identity; likewise catalog, order, payment and card-provider"),
    ("Tokens:Key", null, "key that checks tokens: 32 bytes or more in base64, shared with identity")))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("gateway", new EdgePolicy(AllowForce: builder.Environment.IsDevelopment()));
builder.AddServiceHealth();
builder.AddRoutes();

var app = builder.Build();
app.UseTraceResponse();
app.UseServiceDefaults();
app.UseBodyLimit();
app.UseFaultHeader();
app.UseTokenCheck();
app.MapReverseProxy();
app.Run();
