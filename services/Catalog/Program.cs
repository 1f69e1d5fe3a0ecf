using TracingReference.Catalog.Products;
using TracingReference.Catalog.Reservations;
using TracingReference.Defaults;
using TracingReference.Defaults.Database;

if (ServiceHelp.Print(args, "catalog: products, and stock that is never oversold.",
    ("ConnectionStrings:database", null, "PostgreSQL database of this service")))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("catalog");
builder.AddDatabase();
builder.AddProducts();
builder.AddReservations();

var app = builder.Build();
app.UseServiceDefaults();
app.MapProducts();
app.MapReservations();
app.Run();
