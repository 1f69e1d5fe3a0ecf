using Embedded.Kafka;

if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(BrokerOptions.Help);
    return 0;
}

try
{
    var options = BrokerOptions.Parse(args, Environment.GetEnvironmentVariable);
    LoopbackPort.RequireFree(options.Control.Port, "the control endpoint");
    using var broker = Broker.Start(options, TimeProvider.System);
    await using var app = ControlServer.Build(options, broker);
    app.Lifetime.ApplicationStarted.Register(() => app.Logger.Listening(options));
    await app.RunAsync();
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine($"kafka: {e.Message} (--help lists the arguments)");
    return 2;
}
catch (BrokerException e)
{
    Console.Error.WriteLine($"kafka: {e.Message}");
    return 1;
}
