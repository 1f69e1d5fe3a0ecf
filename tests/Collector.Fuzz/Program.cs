using System.Globalization;
using TracingReference.Collector.Fuzz;

const string Help = """
    fuzz [--seconds N] [--seed N] [--target NAME]

    Gives the collector's readers (protobuf, json, yaml) broken input for N seconds (300) each, all at a time; the same seed (a
    new one each time, printed) gives the same inputs. With --input FILE, reads that one only. Exit code 1: a reader failed.
    """;
var options = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
if (args.Length % 2 != 0 || options.Keys.Except(["--seconds", "--seed", "--target", "--input"]).Any())
{
    await Console.Error.WriteLineAsync(Help);
    return 2;
}

var seed = options.TryGetValue("--seed", out var number) ? int.Parse(number, CultureInfo.InvariantCulture) : Random.Shared.Next();
var duration = TimeSpan.FromSeconds(double.Parse(options.GetValueOrDefault("--seconds", "300"), CultureInfo.InvariantCulture));
var targets = FuzzTargets.All.Where(target => target.Name == options.GetValueOrDefault("--target", target.Name)).ToList();
if (targets.Count == 0)
{
    await Console.Error.WriteLineAsync(Help);
    return 2;
}

if (options.TryGetValue("--input", out var file))
{
    var input = await File.ReadAllBytesAsync(file);
    targets.ForEach(target => Console.WriteLine($"{target.Name}: {(target.Read(input) ? "read" : "refused")}"));
    return 0;
}

var results = await Task.WhenAll(targets.Select(target => Task.Run(() =>
{
    var fuzzer = new Fuzzer(target, seed);
    var failure = fuzzer.Run(duration);
    Console.WriteLine(failure ?? $"{target.Name}: {fuzzer.Count} inputs, nothing found (seed {seed})");
    return failure is null;
})));
return results.All(isGood => isGood) ? 0 : 1;
