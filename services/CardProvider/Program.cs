using TracingReference.CardProvider.Charges;
using TracingReference.Defaults;

if (ServiceHelp.Print(args, "card-provider: the outside world, which charges cards; slow, declining or failing on demand.",
    ("CardProvider:Latency", "00:00:00.010", "how long a charge takes")))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("card-provider");
builder.AddCharges();

var app = builder.Build();
app.UseServiceDefaults();
app.MapCharges();
app.Run();
