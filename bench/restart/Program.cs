using Instruments.Servers;
using Restart.Bench;
using Restart.Bench.Contenders;
using Restart.Bench.Hostile;
using Restart.Bench.Measuring;
using Restart.Bench.Reporting;
using Restart.Bench.WebSockets;

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n\n{BenchOptions.Usage}");
    return 2;
}

if (options.Hostile is { } duration)
{
    ServerBinary server = await BinaryAsync(options.Graceful, "samples/AotDemo", "artifacts/bench/graceful", "AotDemo");
    return await HostileRun.RunAsync(server, duration) ? 0 : 1;
}

if (options.WebSockets is { } idle)
{
    ServerBinary server = await BinaryAsync(options.Echo, "bench/Echo", "artifacts/bench/echo", "Echo");
    return await WebSocketRun.RunAsync(server, idle, options.Restarts ?? 20) ? 0 : 1;
}

int restarts = options.Restarts ?? 10;
var contenders = new List<Func<Contender>>();
if (options.Contenders.Any(contender => contender is "graceful" or "supervised"))
{
    ServerBinary graceful = await BinaryAsync(options.Graceful, "samples/AotDemo", "artifacts/bench/graceful", "AotDemo");
    contenders.AddRange(options.Contenders.Contains("graceful") ? [() => new GracefulContender("Graceful", graceful)] : []);
    contenders.AddRange(options.Contenders.Contains("supervised")
        ? [() => new GracefulContender("Graceful, supervised", graceful, supervised: true)]
        : []);
}

if (options.Contenders.Any(contender => contender is "shared" or "stop"))
{
    ServerBinary kestrel = await BinaryAsync(options.Kestrel, "bench/KestrelDemo", "artifacts/bench/kestrel", "KestrelDemo");
    contenders.AddRange(options.Contenders.Contains("shared") ? [() => new OverlappingKestrel(kestrel)] : []);
    contenders.AddRange(options.Contenders.Contains("stop") ? [() => new StopThenStartKestrel(kestrel)] : []);
}

IReadOnlyList<LoadProfile> profiles = options.Loads;
const int MemoryRestarts = 5;

var results = new List<RunResult>();
var memories = new List<(string, MemoryResult)>();
foreach (LoadProfile profile in profiles)
{
    foreach (Func<Contender> create in contenders)
    {
        await using Contender contender = create();
        await contender.StartAsync();
        results.Add(await Run.LatencyAsync(contender, profile, restarts));
        Console.Error.WriteLine($"{contender.Name}, {profile.Name}: {results[^1].Report}");
        if (profile == profiles[0])
        {
            memories.Add((contender.Name, await Run.MemoryAsync(contender, profile, MemoryRestarts)));
        }
    }
}

Console.WriteLine($"{restarts} restarts each; {Environment.ProcessorCount} cores, {Environment.OSVersion.VersionString}\n");
Console.WriteLine($"{Table.OfConnections(results)}\n");
Console.WriteLine($"{Table.OfLatencies(results)}\n");
Console.WriteLine($"{Table.OfPhases(results)}\n");
Console.WriteLine($"{Table.OfMemory(memories)}");

string path = options.Svg ?? Path.Combine(Repository.Root, "docs", "restart-latency.svg");
Directory.CreateDirectory(Path.GetDirectoryName(path)!);
File.WriteAllText(path, LatencyChart.Draw([.. results.Where(result => result.Profile == profiles[0])]));
Console.WriteLine($"\nLatency over time, load '{profiles[0].Name}': {path}");
return 0;

static async Task<ServerBinary> BinaryAsync(string? named, string project, string folder, string binary)
    => ServerBinary.Native(named ?? Path.Combine(await NativePublish.PublishAsync(project, folder), binary));
