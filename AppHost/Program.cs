using TracingReference.AppHost;
using TracingReference.AppHost.Backends;

try
{
    if (AppHostOptions.Parse(args) is not { } options)
    {
        Console.WriteLine(AppHostOptions.Usage);
        return 0;
    }

    using var data = DataFolder.Open(options.Data);
    var builder = TracedSystem.CreateBuilder(options, data);

    var cardKey = builder.AddSecret("card-key");
    var tokenKey = builder.AddSecret("token-key");

    var postgres = builder.AddPostgres("postgres");
    var kafka = builder.AddKafka("kafka", "orders:4", "payments:4");

    builder.AddCollector("collector");

    var cardProvider = builder.AddService<Projects.CardProvider>("card-provider");

    var identity = builder.AddService<Projects.Identity>("identity")
        .WithDatabase(postgres.AddDatabase("identity-db", "identity"))
        .WithEnvironment("Tokens__Key", tokenKey);

    var catalog = builder.AddService<Projects.Catalog>("catalog")
        .WithDatabase(postgres.AddDatabase("catalog-db", "catalog"));

    var order = builder.AddService<Projects.Order>("order")
        .WithSilo()
        .WithDatabase(postgres.AddDatabase("order-db", "orders"))
        .WithReference(kafka, "kafka").WaitFor(kafka)
        .WithReference(catalog)
        .WithEnvironment("Tokens__Key", tokenKey)
        .WithEnvironment("Cards__Key", cardKey);

    var payment = builder.AddService<Projects.Payment>("payment")
        .WithDatabase(postgres.AddDatabase("payment-db", "payments"))
        .WithReference(kafka, "kafka").WaitFor(kafka)
        .WithReference(cardProvider)
        .WithEnvironment("Cards__Key", cardKey);

    builder.AddService<Projects.Gateway>("gateway", port: 8080)
        .WithReference(identity)
        .WithReference(catalog)
        .WithReference(order)
        .WithReference(payment)
        .WithReference(cardProvider)
        .WithEnvironment("Tokens__Key", tokenKey);

    builder.WithServiceSettings().Build().Run();
    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine($"{e.Message} See --help.");
    return 2;
}
catch (DistributedApplicationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
