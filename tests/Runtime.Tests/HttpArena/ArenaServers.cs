using HttpArena.Bench;
using Instruments.Servers;

namespace Runtime.Tests.HttpArena;

/// <summary>The three entries of bench/httparena under the JIT, started once for all tests of the class.</summary>
public sealed class ArenaServers : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("graceful-arena-").FullName;
    private readonly Dictionary<string, Entry> _entries = [];

    internal string StaticFiles => Path.Combine(_data, "static");

    internal string DataSet => Path.Combine(_data, "dataset.json");

    internal Entry this[string name] => _entries[name];

    public async Task InitializeAsync()
    {
        ArenaData.Create(_data);
        foreach (var name in (string[])["Graceful", "Minimal", "Mvc"])
        {
            var assembly = Path.Combine(JitBuild.FolderOf($"bench/httparena/{name}"), $"HttpArena.{name}.dll");
            _entries.Add(name, new Entry(name, ServerBinary.Jit(assembly), _data));
        }

        foreach (var entry in _entries.Values)
        {
            await entry.AcceptsAsync().WaitAsync(Until.Limit);
        }
    }

    public Task DisposeAsync()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Dispose();
        }

        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }
}
