using System.Globalization;
using Instruments.Servers;
using Throughput.Bench;

if (args is [BenchServer.Argument, var transport, ..])
{
    await BenchServer.RunAsync(transport, args[2..]);
    return 0;
}

const string Usage = """
    Throughput.Bench: the demo on Graceful's transport beside the same demo on Kestrel's own.

      --runs <n>          alternating runs of each kind (9)
      --seconds <n>       for each run (2)
      --idle <n>          idle connections for the memory table (10000; 0 leaves it out)
      --fairness <n>      runs of each kind for the fairness table (5; 0 leaves it out)
      --allocations <n>   1 prints the bytes that are allocated for each request; 0 leaves it out (1)
      --graceful <path>   a native binary (published from samples/AotDemo)
      --kestrel <path>    a native binary (published from bench/KestrelDemo)
    """;

var options = new Dictionary<string, string> { ["--runs"] = "9", ["--seconds"] = "2", ["--idle"] = "10000", ["--fairness"] = "5",
    ["--allocations"] = "1",
    ["--graceful"] = "", ["--kestrel"] = "" };
for (int i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
    {
        Console.Error.WriteLine($"'{args[i]}' is not an option, or has no value.\n\n{Usage}");
        return 2;
    }

    options[args[i]] = args[i + 1];
}

if (Tool.Find("wrk") is null)
{
    Console.Error.WriteLine("wrk is not installed (Debian and Ubuntu: apt-get install wrk).");
    return 1;
}

int runs = int.Parse(options["--runs"], CultureInfo.InvariantCulture);
int seconds = int.Parse(options["--seconds"], CultureInfo.InvariantCulture);
int fairness = int.Parse(options["--fairness"], CultureInfo.InvariantCulture);
int idle = int.Parse(options["--idle"], CultureInfo.InvariantCulture);
string graceful = "", kestrel = "";
if (runs > 0 || idle > 0)
{
    graceful = await BinaryAsync(options["--graceful"], "samples/AotDemo", "artifacts/bench/graceful", "AotDemo");
    kestrel = await BinaryAsync(options["--kestrel"], "bench/KestrelDemo", "artifacts/bench/kestrel", "KestrelDemo");
}

if (runs > 0)
{
    using var ours = new Server("Graceful", graceful);
    using var theirs = new Server("Kestrel", kestrel);
    await ours.AcceptsAsync();
    await theirs.AcceptsAsync();
    Console.WriteLine(
        $"Medians of {runs} alternating runs of {seconds} s; {Environment.ProcessorCount} cores, {Environment.OSVersion.VersionString}\n");
    Console.WriteLine("| path | connections | requests/s, Kestrel | Graceful | ratio | CPU/request, Kestrel | Graceful | ratio | p50 | " +
        "p99, Kestrel | Graceful |");
    Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    foreach (string path in (string[])["/plaintext", "/json"])
    {
        foreach (int connections in (int[])[64, 256])
        {
            Console.WriteLine(Compare(ours, theirs, path, connections));
        }
    }
}

if (idle > 0)
{
    Console.WriteLine($"\nMemory for each of {idle} idle connections\n\n| | before a request | after one |\n|---|---:|---:|");
    foreach ((string name, string binary) in ((string, string)[])[("Kestrel", kestrel), ("Graceful", graceful)])
    {
        Console.WriteLine($"| {name} | {await IdleAsync(name, binary, false):0} B | {await IdleAsync(name, binary, true):0} B |");
    }
}

if (fairness > 0)
{
    await CompareFairnessAsync();
}

if (options["--allocations"] != "0")
{
    using var ours = new Server("Graceful", Environment.ProcessPath!, BenchServer.Argument, "Graceful");
    using var theirs = new Server("Kestrel", Environment.ProcessPath!, BenchServer.Argument, "Kestrel");
    await ours.AcceptsAsync();
    await theirs.AcceptsAsync();
    Console.WriteLine("\nBytes allocated for each request, under the JIT\n\n| | Kestrel | Graceful |\n|---|---:|---:|");
    foreach ((string name, string path) in ((string, string)[])[("no action", "/"), ("text", "/text"), ("JSON", "/json")])
    {
        (double first, double second) = (
            await Allocations.PerRequestAsync(theirs, path), await Allocations.PerRequestAsync(ours, path));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {first:0} B | {second:0} B |"));
    }
}

return 0;

async Task CompareFairnessAsync()
{
    using var ours = new Server("Graceful", Environment.ProcessPath!, BenchServer.Argument, "Graceful");
    using var theirs = new Server("Kestrel", Environment.ProcessPath!, BenchServer.Argument, "Kestrel");
    await ours.AcceptsAsync();
    await theirs.AcceptsAsync();
    Console.WriteLine($"\nA small request beside greedy clients: medians of {fairness} alternating runs of 4 s, under the JIT\n");
    Console.WriteLine("| beside | p50, Kestrel | Graceful | ratio | p99, Kestrel | Graceful | ratio | MB/s, Kestrel | Graceful |");
    Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    foreach (FairnessLoad load in (FairnessLoad[])[new("nothing"), new("16 downloads", 16), new("64 downloads", 64),
        new("4 pipeliners", 0, 4)])
    {
        var (first, second) = (new List<FairnessRun>(), new List<FairnessRun>());
        for (int i = 0; i < fairness; i++)
        {
            foreach (bool isOurs in (bool[])[i % 2 == 0, i % 2 != 0])
            {
                (isOurs ? first : second).Add(Fairness.Measure(isOurs ? ours : theirs, load, 4));
            }
        }

        var (a, b) = (MedianRun(first), MedianRun(second));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {load.Name} | {b.P50:0.00} ms | {a.P50:0.00} ms | {a.P50 / b.P50:0.00} | {b.P99:0.0} ms | {a.P99:0.0} " +
            $"ms | {a.P99 / b.P99:0.00} | {b.Megabytes:0} | {a.Megabytes:0} |"));
    }
}

static FairnessRun MedianRun(List<FairnessRun> measured)
{
    return new FairnessRun(Of(run => run.P50), Of(run => run.P99), Of(run => run.Megabytes));

    double Of(Func<FairnessRun, double> value) => measured.Select(value).Order().ElementAt(measured.Count / 2);
}

string Compare(Server ours, Server theirs, string path, int connections)
{
    var (first, second) = (new List<WrkRun>(), new List<WrkRun>());
    _ = WrkRun.Measure(ours, path, connections, 1);
    _ = WrkRun.Measure(theirs, path, connections, 1);
    for (int i = 0; i < runs; i++)
    {
        // The first run affects the machine for the second, so the servers alternate.
        foreach (bool isOurs in (bool[])[i % 2 == 0, i % 2 != 0])
        {
            (isOurs ? first : second).Add(WrkRun.Measure(isOurs ? ours : theirs, path, connections, seconds));
        }
    }

    (WrkRun a, WrkRun b) = (Median(first), Median(second));
    return string.Create(CultureInfo.InvariantCulture,
        $"| `{path}` | {connections} | {b.RequestsPerSecond:0} | {a.RequestsPerSecond:0} " +
        $"| {a.RequestsPerSecond / b.RequestsPerSecond:0.00} | {b.CpuPerRequest:0.0} us | {a.CpuPerRequest:0.0} " +
        $"us | {a.CpuPerRequest / b.CpuPerRequest:0.00} | {b.P50:0.00} / {a.P50:0.00} ms | {b.P99:0.0} ms | {a.P99:0.0} ms |");
}

static WrkRun Median(List<WrkRun> measured)
{
    return new WrkRun(
        Of(run => run.Requests), Of(run => run.RequestsPerSecond), Of(run => run.CpuPerRequest), Of(run => run.P50), Of(run => run.P99));

    double Of(Func<WrkRun, double> value) => measured.Select(value).Order().ElementAt(measured.Count / 2);
}

async Task<double> IdleAsync(string name, string binary, bool afterARequest)
{
    using var server = new Server(name, binary);
    await server.AcceptsAsync();
    return await IdleConnections.MeasureAsync(server, idle, afterARequest);
}

static async Task<string> BinaryAsync(string named, string project, string folder, string binary)
    => named.Length > 0 ? Path.GetFullPath(named) : Path.Combine(await NativePublish.PublishAsync(project, folder), binary);
