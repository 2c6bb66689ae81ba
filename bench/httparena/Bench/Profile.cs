namespace HttpArena.Bench;

/// <summary>A profile of HttpArena, with the connections of a small machine.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="RunAsync">Runs the load for a number of seconds.</param>
internal sealed record Profile(string Name, Func<Entry, int, Task<LoadRun>> RunAsync)
{
    private const int Connections = 128;
    private const int Uploads = 16;
    private const int Http2Connections = 16;

    internal static readonly IReadOnlyList<Profile> All =
    [
        Wrk("baseline", "baseline"),
        Wrk("limited-conn", "baseline", "10"),
        Wrk("pipelined", "pipelined"),
        Wrk("json", "json"),
        Wrk("json-comp", "json", "compressed"),
        new("upload", (entry, seconds) => Task.FromResult(
            LoadRun.Wrk(entry, seconds, Uploads, new Uri($"http://{entry.Http}/upload"), "upload"))),
        Wrk("static", "static", [.. ArenaData.StaticFiles.Keys]),
        new("json-tls", (entry, seconds) => Task.FromResult(
            LoadRun.Wrk(entry, seconds, Connections, new Uri($"https://{entry.Tls}/json"), "json"))),
        new("baseline-h2", (entry, seconds) => Task.FromResult(
            LoadRun.H2Load(entry, seconds, Http2Connections, 100, new Uri($"https://{entry.Http2}/baseline2?a=1&b=1")))),
        new("baseline-h2c", (entry, seconds) => Task.FromResult(
            LoadRun.H2Load(entry, seconds, Http2Connections, 100, new Uri($"http://{entry.H2c}/baseline2?a=1&b=1")))),
        new("json-h2c", (entry, seconds) => Task.FromResult(
            LoadRun.H2Load(entry, seconds, Http2Connections, 32, JsonTargets(entry)))),
        new("echo-ws", (entry, seconds) => EchoLoad.RunAsync(entry, seconds, Connections)),
    ];

    private static Profile Wrk(string name, string script, params string[] arguments) => new(name, (entry, seconds) =>
        Task.FromResult(LoadRun.Wrk(entry, seconds, Connections, new Uri($"http://{entry.Http}/"), script, arguments)));

    private static Uri[] JsonTargets(Entry entry)
    {
        (int Count, int Multiplier)[] requests = [(1, 3), (5, 7), (10, 2), (15, 5), (25, 4), (40, 8), (50, 6)];
        return [.. requests.Select(request => new Uri($"http://{entry.H2c}/json/{request.Count}?m={request.Multiplier}"))];
    }
}
