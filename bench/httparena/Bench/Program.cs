using System.Globalization;
using HttpArena.Bench;
using Instruments.Servers;

const string Usage = """
    HttpArena.Bench: the profiles of HttpArena on Graceful, minimal APIs and MVC.

      --runs <n>          alternating runs of each profile and entry (5)
      --seconds <n>       for each run (2)
      --profiles <names>  separated by commas (all)
      --native <folder>   native binaries, published before, in its folders Graceful and Minimal
    """;

var options = new Dictionary<string, string> { ["--runs"] = "5", ["--seconds"] = "2", ["--profiles"] = "", ["--native"] = "" };
for (var i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
    {
        Console.Error.WriteLine($"'{args[i]}' is not an option, or has no value.\n\n{Usage}");
        return 2;
    }

    options[args[i]] = args[i + 1];
}

foreach (var (tool, package) in ((string, string)[])[("wrk", "wrk"), ("h2load", "nghttp2-client")])
{
    if (Tool.Find(tool) is null)
    {
        Console.Error.WriteLine($"{tool} is not installed (Debian and Ubuntu: apt-get install {package}).");
        return 1;
    }
}

var names = options["--profiles"].Split(',', StringSplitOptions.RemoveEmptyEntries);
var profiles = Profile.All.Where(profile => names.Length == 0 || names.Contains(profile.Name)).ToList();
if (profiles.Count < names.Length)
{
    Console.Error.WriteLine($"The profiles are: {string.Join(", ", Profile.All.Select(profile => profile.Name))}");
    return 2;
}

var runs = int.Parse(options["--runs"], CultureInfo.InvariantCulture);
var seconds = int.Parse(options["--seconds"], CultureInfo.InvariantCulture);
var data = Directory.CreateTempSubdirectory("graceful-arena-").FullName;
ArenaData.Create(data);
var candidates = new List<Candidate>
{
    new NativeCandidate("minimal, native", await NativeAsync("Minimal"), data),
    new NativeCandidate("Graceful, native", await NativeAsync("Graceful"), data),
    new JitCandidate("minimal, JIT", Jit("Minimal"), data),
    new JitCandidate("Graceful, JIT", Jit("Graceful"), data),
    new JitCandidate("MVC, JIT", Jit("Mvc"), data),
};
try
{
    Console.WriteLine($"Medians of {runs} alternating runs of {seconds} s; {Environment.ProcessorCount} cores, " +
        $"{Environment.OSVersion.VersionString}; requests per second, then processor time per request\n");
    Console.WriteLine($"| profile | {string.Join(" | ", candidates.Select(candidate => candidate.Name))} | native | JIT | against MVC |");
    Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", candidates.Count + 3))}");
    foreach (var profile in profiles)
    {
        Console.WriteLine(await CompareAsync(profile));
    }
}
finally
{
    candidates.ForEach(candidate => candidate.Dispose());
    Directory.Delete(data, recursive: true);
}

return 0;

async Task<string> CompareAsync(Profile profile)
{
    var measured = candidates.ToDictionary(candidate => candidate, _ => new List<LoadRun>());
    foreach (var candidate in candidates)
    {
        await candidate.WarmUpAsync(profile, seconds);
    }

    for (var run = 0; run < runs; run++)
    {
        foreach (var candidate in run % 2 == 0 ? candidates : Enumerable.Reverse(candidates))
        {
            measured[candidate].Add(await candidate.RunAsync(profile, seconds));
        }
    }

    var medians = candidates.Select(candidate => Median(measured[candidate])).ToArray();
    var cells = medians.Select(run =>
        string.Create(CultureInfo.InvariantCulture, $"{run.RequestsPerSecond:0}, {run.CpuPerRequest:0.0} us"));
    return $"| {profile.Name} | {string.Join(" | ", cells)} | {Ratio(1, 0)} | {Ratio(3, 2)} | {Ratio(3, 4)} |";

    string Ratio(int ours, int theirs) =>
        (medians[ours].RequestsPerSecond / medians[theirs].RequestsPerSecond).ToString("0.00", CultureInfo.InvariantCulture);
}

static LoadRun Median(List<LoadRun> measured)
{
    return new LoadRun(Of(run => run.RequestsPerSecond), Of(run => run.CpuPerRequest));

    double Of(Func<LoadRun, double> value) => measured.Select(value).Order().ElementAt(measured.Count / 2);
}

async Task<ServerBinary> NativeAsync(string entry)
{
    var folder = options["--native"] is { Length: > 0 } named
        ? Path.GetFullPath(Path.Combine(named, entry))
        : await NativePublish.PublishAsync($"bench/httparena/{entry}", $"artifacts/bench/httparena/{entry}");
    return ServerBinary.Native(Path.Combine(folder, $"HttpArena.{entry}"));
}

static ServerBinary Jit(string entry) =>
    ServerBinary.Jit(Path.Combine(JitBuild.FolderOf($"bench/httparena/{entry}"), $"HttpArena.{entry}.dll"));
